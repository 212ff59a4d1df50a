package org.countersign.backend.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Set;
import org.countersign.backend.Fields;
import org.countersign.gate.Json;

/**
 * An effect as the shop shows it, in the form of the planned one: fields that no plan names are ignored, but for those that
 * cost something, and a field of another type than planned makes the answer unreadable, so that it is a doubt and never a
 * mismatch.
 */
final class Alike {

    /** Of no plan that does without them: money that was taken, a label that was used up. */
    private static final Set<String> COSTS = Set.of("charge", "label_id");

    static ObjectNode of(JsonNode planned, JsonNode shown) {
        ObjectNode alike = Json.object();
        planned.properties().forEach(field -> {
            JsonNode value = shown.path(field.getKey());
            if (!value.isMissingNode() && !value.isNull()) {
                alike.set(field.getKey(), value(field.getKey(), field.getValue(), value));
            }
        });
        COSTS.stream()
                .filter(cost -> !planned.has(cost) && shown.hasNonNull(cost))
                .forEach(cost -> alike.set(cost, shown.get(cost)));
        return alike;
    }

    private static JsonNode value(String name, JsonNode planned, JsonNode shown) {
        if (planned.getNodeType() != shown.getNodeType()) {
            throw Fields.wrong(name, planned.getNodeType().name().toLowerCase(Locale.ROOT));
        }
        if (planned.getNodeType() == JsonNodeType.OBJECT) {
            return of(planned, shown);
        }
        if (planned.getNodeType() == JsonNodeType.ARRAY && !planned.isEmpty()) {
            ArrayNode rows = Json.object().arrayNode();
            for (int i = 0; i < shown.size(); i++) {
                rows.add(value(name, planned.get(Math.min(i, planned.size() - 1)), shown.get(i)));
            }
            return rows;
        }
        return shown;
    }

    private Alike() {}
}
