package org.countersign.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.countersign.gate.Json;
import org.countersign.shop.Order;

/** Units that came back, as {@code [{line_id, quantity, restock}]}: in arguments, requests and effects. */
public final class ReceivedLines {

    public static ArrayNode toJson(List<Order.ReceivedLine> lines) {
        ArrayNode rows = Json.object().arrayNode();
        lines.forEach(line -> rows.addObject()
                .put("line_id", line.lineId())
                .put("quantity", line.quantity())
                .put("restock", line.restock()));
        return rows;
    }

    public static List<Order.ReceivedLine> fromJson(JsonNode rows) {
        List<Order.ReceivedLine> lines = new ArrayList<>();
        rows.forEach(row -> lines.add(new Order.ReceivedLine(
                row.path("line_id").asText(),
                row.path("quantity").asInt(),
                row.path("restock").asBoolean())));
        return lines;
    }

    /** What can be sold again and what cannot, each added up by line and sorted: equal lists are equal JSON. */
    public static List<Order.ReceivedLine> merged(List<Order.ReceivedLine> lines) {
        Map<Boolean, Map<String, Integer>> sums = lines.stream()
                .collect(Collectors.partitioningBy(
                        Order.ReceivedLine::restock,
                        Collectors.groupingBy(
                                Order.ReceivedLine::lineId,
                                TreeMap::new,
                                Collectors.reducing(0, Order.ReceivedLine::quantity, Math::addExact))));
        List<Order.ReceivedLine> merged = new ArrayList<>();
        sums.forEach((restock, units) ->
                units.forEach((line, quantity) -> merged.add(new Order.ReceivedLine(line, quantity, restock))));
        merged.sort(Comparator.comparing(Order.ReceivedLine::lineId)
                .thenComparing(Order.ReceivedLine::restock, Comparator.reverseOrder()));
        return merged;
    }

    /** Units by line id, sorted. */
    public static Map<String, Integer> byLine(List<Order.ReceivedLine> lines) {
        Map<String, Integer> sums = new TreeMap<>();
        lines.forEach(line -> sums.merge(line.lineId(), line.quantity(), Math::addExact));
        return sums;
    }

    /** Of those that go back into stock. */
    public static Map<String, Integer> restocked(List<Order.ReceivedLine> lines) {
        return byLine(lines.stream().filter(Order.ReceivedLine::restock).toList());
    }

    private ReceivedLines() {}
}
