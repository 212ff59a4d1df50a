package org.countersign.scripted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Lists of JSON objects. */
final class Rows {

    static Optional<ObjectNode> find(JsonNode rows, String id) {
        for (JsonNode row : rows) {
            if (row.path("id").asText().equals(id)) {
                return Optional.of((ObjectNode) row);
            }
        }
        return Optional.empty();
    }

    /** Units by line, sorted. */
    static Map<String, Integer> units(JsonNode rows) {
        Map<String, Integer> sums = new TreeMap<>();
        rows.forEach(row ->
                sums.merge(row.path("line_id").asText(), row.path("quantity").asInt(), Integer::sum));
        return sums;
    }

    static ArrayNode rows(Map<String, Integer> units) {
        ArrayNode rows = Http.JSON.createArrayNode();
        units.forEach((line, quantity) -> rows.addObject().put("line_id", line).put("quantity", quantity));
        return rows;
    }

    static void count(ObjectNode row, String field, int more) {
        row.put(field, row.path(field).asInt() + more);
    }

    /** Copies what is there. */
    static ObjectNode some(JsonNode from, String... fields) {
        ObjectNode json = Http.object();
        for (String field : fields) {
            if (from.hasNonNull(field)) {
                json.set(field, from.path(field));
            }
        }
        return json;
    }

    private Rows() {}
}
