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

/** Units that are to come back, as {@code [{line_id, quantity, reason}]}: in arguments, requests and effects. */
public final class ReturnLines {

    public static final String NOT_STATED = "not_stated";

    /** Why (contract, section 5). */
    public static final List<String> REASONS = List.of(
            "unwanted",
            "size_too_small",
            "size_too_large",
            "color",
            "style",
            "defective",
            "damaged",
            "wrong_item",
            "not_as_described",
            "arrived_late",
            "other",
            NOT_STATED);

    public static ArrayNode toJson(List<Order.ReturnLine> lines) {
        ArrayNode rows = Json.object().arrayNode();
        lines.forEach(line -> rows.addObject()
                .put("line_id", line.lineId())
                .put("quantity", line.quantity())
                .put("reason", line.reason()));
        return rows;
    }

    public static List<Order.ReturnLine> fromJson(JsonNode rows) {
        List<Order.ReturnLine> lines = new ArrayList<>();
        rows.forEach(row -> lines.add(new Order.ReturnLine(
                row.path("line_id").asText(),
                row.path("quantity").asInt(),
                row.path("reason").asText())));
        return lines;
    }

    /** What comes back of one line for one reason added up, sorted: equal lists are equal JSON. */
    public static List<Order.ReturnLine> merged(List<Order.ReturnLine> lines) {
        return lines.stream()
                .collect(Collectors.groupingBy(
                        line -> List.of(line.lineId(), line.reason()),
                        () -> new TreeMap<>(Comparator.<List<String>, String>comparing(List::getFirst)
                                .thenComparing(List::getLast)),
                        Collectors.reducing(0, Order.ReturnLine::quantity, Math::addExact)))
                .entrySet()
                .stream()
                .map(sum -> new Order.ReturnLine(
                        sum.getKey().getFirst(), sum.getValue(), sum.getKey().getLast()))
                .toList();
    }

    /** Units by line id, sorted. */
    public static Map<String, Integer> byLine(List<Order.ReturnLine> lines) {
        Map<String, Integer> sums = new TreeMap<>();
        lines.forEach(line -> sums.merge(line.lineId(), line.quantity(), Math::addExact));
        return sums;
    }

    private ReturnLines() {}
}
