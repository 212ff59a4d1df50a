package org.countersign.scripted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;

/** What the lines of an order fall into: a line shares out its discount and tax, the units that stay first. */
record Split(ObjectNode order, Shelf shelf) {

    /** @param asked {changes, lines}, in the order of which the pieces are cut; the prices are those of its lines */
    void by(JsonNode asked) {
        Map<String, ObjectNode> before = new HashMap<>();
        Map<String, Integer> cut = new HashMap<>();
        ArrayNode lines = order.withArray("lines");
        for (JsonNode part : asked.path("changes")) {
            String id = part.path("line_id").asText();
            ObjectNode line = Rows.find(lines, id).orElse(null);
            if (line == null) {
                return;
            }
            if (!before.containsKey(id)) {
                before.put(id, line.deepCopy());
                int rest = Standing.number(line, "quantity")
                        - Rows.units(asked.path("changes")).get(id);
                cut.put(id, rest);
                if (rest > 0) {
                    shape(line, before.get(id), 0, rest);
                }
            }
            ObjectNode whole = before.get(id);
            ObjectNode piece = part.hasNonNull("new_line_id") ? fresh(lines, whole, part) : line;
            int units = part.path("quantity").asInt();
            shape(piece, whole, cut.get(id), units);
            cut.merge(id, units, Integer::sum);
            become(piece, part, asked.path("lines"));
        }
    }

    private static ObjectNode fresh(ArrayNode lines, ObjectNode whole, JsonNode part) {
        ObjectNode line = whole.deepCopy().put("id", Lines.becomes(part));
        lines.add(line);
        return line.put("refunded_quantity", 0).put("returned_quantity", 0).put("_restocked", 0);
    }

    /** So many units of the whole line, after those before. */
    private static void shape(ObjectNode piece, ObjectNode whole, int before, int units) {
        int all = Standing.number(whole, "quantity");
        piece.put("quantity", units);
        for (String shared : new String[] {"_discount", "_tax"}) {
            long sum = whole.path(shared).asLong();
            piece.put(shared, Cash.upTo(sum, before + units, all) - Cash.upTo(sum, before, all));
        }
        int fulfilled = Standing.number(whole, "fulfilled_quantity");
        piece.put("fulfilled_quantity", Math.min(fulfilled, before + units) - Math.min(fulfilled, before));
    }

    private void become(ObjectNode piece, JsonNode part, JsonNode planned) {
        shelf.variant(part.path("variant_id").asText()).ifPresent(variant -> {
            piece.put("variant_id", variant.id()).putObject("options").put("size", variant.size());
            for (JsonNode line : planned) {
                if (line.path("line_id").equals(piece.path("id"))) {
                    piece.set("unit_price", line.path("unit_price"));
                }
            }
        });
    }
}
