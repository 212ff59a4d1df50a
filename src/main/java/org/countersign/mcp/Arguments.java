package org.countersign.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.ValidationMessage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.countersign.gate.ErrorCode;
import org.countersign.gate.Refusal;

/**
 * What one tool takes: the published schema, taken literally, before any conversion. {@code "7"} is no integer, an unknown
 * name is not ignored, and all that is wrong is said at once.
 */
final class Arguments {

    private static final int MOST_NAMED = 40;

    private final JsonNode published;
    private final JsonSchema schema;

    Arguments(ObjectNode input) {
        this.published = StrictSchema.plain(input);
        this.schema = StrictSchema.compiled(published);
    }

    /** Empty if they may be used, after {@link #withoutNulls}. */
    List<Violation> violations(JsonNode arguments) {
        if (!arguments.isObject()) {
            return List.of(new Violation(
                    "arguments",
                    Wording.value(arguments),
                    Wording.allowed(published),
                    "must be an object of named arguments"));
        }
        Map<String, Violation> byPath = new LinkedHashMap<>();
        for (ValidationMessage message : schema.validate(arguments)) {
            if (byPath.size() < MOST_NAMED) {
                Violation violation = violation(message);
                // what has the wrong type breaks other rules, too: the type is what helps
                byPath.merge(
                        violation.path(),
                        violation,
                        (first, later) -> "type".equals(message.getType()) ? later : first);
            }
        }
        return List.copyOf(byPath.values());
    }

    static Refusal refusal(List<Violation> violations) {
        StringBuilder message = new StringBuilder("Invalid arguments.");
        violations.stream()
                .limit(5)
                .forEach(v -> message.append(' ')
                        .append(v.path())
                        .append(' ')
                        .append(v.message())
                        .append('.'));
        if (violations.size() > 5) {
            message.append(" And ")
                    .append(violations.size() - 5)
                    .append(violations.size() == MOST_NAMED ? " or more." : " more.");
        }
        return Refusal.of(
                        ErrorCode.INVALID_ARGUMENTS,
                        message.toString(),
                        "Correct every argument named in violations and call again; nothing was looked up or changed.")
                .with(Violation.data(violations));
    }

    /** Null means absent, in nested objects too. Changes and returns its argument. */
    static ObjectNode withoutNulls(ObjectNode arguments) {
        strip(arguments);
        return arguments;
    }

    private static void strip(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().removeIf(property -> property.getValue().isNull());
        }
        node.forEach(Arguments::strip);
    }

    private Violation violation(ValidationMessage message) {
        JsonNodePath parent = message.getInstanceLocation();
        JsonNode parentSchema = at(parent);
        String property = message.getProperty();
        return switch (message.getType()) {
            case "required" ->
                new Violation(
                        path(parent, property),
                        "absent",
                        Wording.allowed(parentSchema.path("properties").path(property)),
                        "is required");
            case "additionalProperties" ->
                Wording.unknown(
                        path(parent, property), message.getInstanceNode().path(property), parentSchema, property);
            default -> Wording.wrong(path(parent, ""), message.getInstanceNode(), parentSchema, message.getType());
        };
    }

    private JsonNode at(JsonNodePath path) {
        JsonNode at = published;
        for (int i = 0; i < path.getNameCount(); i++) {
            Object step = path.getElement(i);
            at = step instanceof Integer
                    ? at.path("items")
                    : at.path("properties").path(step.toString());
        }
        return at;
    }

    private static String path(JsonNodePath parent, String property) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < parent.getNameCount(); i++) {
            Object step = parent.getElement(i);
            path.append(step instanceof Integer ? "[" + step + "]" : (path.isEmpty() ? "" : ".") + step);
        }
        if (!property.isEmpty()) {
            path.append(path.isEmpty() ? "" : ".").append(Excerpt.of(property));
        }
        return path.isEmpty() ? "arguments" : path.toString();
    }
}
