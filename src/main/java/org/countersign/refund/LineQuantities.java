package org.countersign.refund;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.countersign.gate.Json;

/** Units of lines as {@code [{line_id, quantity}]}: in arguments, in stored requests and in effects. */
public final class LineQuantities {

    public static ArrayNode toJson(List<Refunds.LineQuantity> lines) {
        ArrayNode rows = Json.object().arrayNode();
        lines.forEach(line -> rows.addObject().put("line_id", line.lineId()).put("quantity", line.quantity()));
        return rows;
    }

    public static List<Refunds.LineQuantity> fromJson(JsonNode rows) {
        List<Refunds.LineQuantity> lines = new ArrayList<>();
        rows.forEach(row -> lines.add(new Refunds.LineQuantity(
                row.path("line_id").asText(), row.path("quantity").asInt())));
        return lines;
    }

    /** Equal lines added up, in the order of their ids, so that equal lists are equal JSON. */
    public static List<Refunds.LineQuantity> merged(List<Refunds.LineQuantity> lines) {
        return byLine(lines).entrySet().stream()
                .map(line -> new Refunds.LineQuantity(line.getKey(), line.getValue()))
                .toList();
    }

    /** Units by line id, sorted. */
    public static Map<String, Integer> byLine(List<Refunds.LineQuantity> lines) {
        Map<String, Integer> sums = new TreeMap<>();
        lines.forEach(line -> sums.merge(line.lineId(), line.quantity(), Math::addExact));
        return sums;
    }

    private LineQuantities() {}
}
