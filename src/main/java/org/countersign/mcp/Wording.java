package org.countersign.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Our own, stable words for what a schema allows and what is wrong with a value; a model reads them. */
final class Wording {

    private static final int MOST_NAMES = 40;

    static Violation wrong(String path, JsonNode value, JsonNode schema, String keyword) {
        return new Violation(
                path,
                value(value),
                allowed(schema),
                switch (keyword) {
                    case "type" -> "is " + kind(value) + ", must be " + allowed(schema);
                    case "enum" -> "is not one of the choices" + meant(value.asText(""), strings(schema.path("enum")));
                    case "minimum", "exclusiveMinimum" -> "is too small";
                    case "maximum", "exclusiveMaximum" -> "is too large";
                    case "minLength" -> "is too short";
                    case "maxLength" -> "is too long";
                    case "minItems" -> "has too few items";
                    case "maxItems" -> "has too many items";
                    case "uniqueItems" -> "names something twice";
                    case "pattern", "format" -> "does not have the right form";
                    default -> "is not allowed";
                });
    }

    static Violation unknown(String path, JsonNode value, JsonNode schema, String name) {
        List<String> known = new ArrayList<>();
        schema.path("properties").fieldNames().forEachRemaining(known::add);
        String allowed = known.isEmpty() ? "no arguments" : "one of the names: " + listed(known);
        return new Violation(path, value(value), allowed, "is unknown" + meant(name, known));
    }

    static String value(JsonNode value) {
        if (value.isTextual()) {
            return '"' + Excerpt.of(value.asText()) + '"';
        }
        if (value.isArray()) {
            return "a list of " + value.size() + " items";
        }
        return value.isObject() ? "an object with " + value.size() + " properties" : Excerpt.of(value.asText());
    }

    /** What this schema accepts, such as {@code an integer from 1 to 100}. */
    static String allowed(JsonNode schema) {
        if (schema.path("enum").isArray()) {
            return "one of: " + listed(strings(schema.path("enum")));
        }
        return switch (type(schema)) {
            case "integer" -> "an integer" + range(schema, "minimum", "maximum");
            case "number" -> "a number" + range(schema, "minimum", "maximum");
            case "boolean" -> "true or false";
            case "array" -> "a list" + counted(range(schema, "minItems", "maxItems"), " items");
            case "object" -> object(schema);
            default -> text(schema);
        };
    }

    private static String text(JsonNode schema) {
        if ("date-time".equals(schema.path("format").asText())) {
            return "a time such as 2026-01-31T13:45:00Z";
        }
        if (schema.has("format")) {
            return "text of the format " + schema.path("format").asText();
        }
        String length = counted(range(schema, "minLength", "maxLength"), " characters");
        String form =
                schema.has("pattern") ? " of the form " + schema.path("pattern").asText() : "";
        return "text" + length + form;
    }

    private static String object(JsonNode schema) {
        JsonNode properties = schema.path("properties");
        if (properties.size() == 2 && properties.has("amount") && properties.has("currency")) {
            return "money such as {\"amount\": \"47.84\", \"currency\": \"USD\"}";
        }
        List<String> names = new ArrayList<>();
        properties.fieldNames().forEachRemaining(names::add);
        return names.isEmpty() ? "an object without properties" : "an object with: " + listed(names);
    }

    private static String range(JsonNode schema, String min, String max) {
        String from = schema.has(min) ? " from " + schema.path(min).asText() : "";
        return from
                + (schema.has(max)
                        ? (from.isEmpty() ? " up to " : " to ")
                                + schema.path(max).asText()
                        : "");
    }

    private static String counted(String range, String unit) {
        return range.isEmpty() ? "" : range.replaceFirst("^ from", " of") + unit;
    }

    private static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "text";
            case NUMBER -> value.isIntegralNumber() ? "an integer" : "a number with a fraction";
            case BOOLEAN -> "true or false";
            case NULL -> "null";
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            default -> "something else";
        };
    }

    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.isArray() ? type.path(0).asText() : type.asText();
    }

    private static String meant(String wrong, List<String> known) {
        return Nearest.to(wrong, known)
                .map(name -> " (did you mean " + name + "?)")
                .orElse("");
    }

    private static List<String> strings(JsonNode values) {
        return StreamSupport.stream(values.spliterator(), false)
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .toList();
    }

    private static String listed(List<String> names) {
        String shown = names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
        return names.size() > MOST_NAMES ? shown + ", …" : shown;
    }

    private Wording() {}
}
