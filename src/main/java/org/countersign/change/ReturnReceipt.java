package org.countersign.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.countersign.gate.Json;
import org.countersign.gate.ObjectRef;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;
import org.countersign.shop.ShopObject;

/**
 * Units of a return have come back: they are counted as returned, and into stock where they can be sold again. It moves no
 * money. Shown by the receipt's id.
 *
 * @param status of the return afterwards: settled, or received while something is still to come
 */
public record ReturnReceipt(OrderId order, String returnId, List<Order.ReceivedLine> lines, Order.Return.Status status)
        implements Change {

    public static final String KIND = "return_receipt";

    public ReturnReceipt {
        lines = ReceivedLines.merged(lines);
    }

    /** Units that are still to come, by line: none when it is settled or cancelled. */
    public static Map<String, Integer> outstanding(Order.Return from) {
        Map<String, Integer> left = new TreeMap<>();
        if (!OrderRules.isOpen(from.status())) {
            return left;
        }
        left.putAll(ReturnLines.byLine(from.lines()));
        from.receipts().stream()
                .flatMap(receipt -> receipt.lines().stream())
                .forEach(line -> left.merge(line.lineId(), -line.quantity(), Integer::sum));
        left.values().removeIf(units -> units <= 0);
        return left;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public ObjectRef object() {
        return ObjectRef.order(order.value());
    }

    @Override
    public ObjectNode toJson() {
        ObjectNode json = Json.object().put("order_id", order.value());
        return json.setAll(effect());
    }

    static ReturnReceipt fromJson(JsonNode json) {
        return new ReturnReceipt(
                new OrderId(json.path("order_id").asText()),
                json.path("return_id").asText(),
                ReceivedLines.fromJson(json.path("lines")),
                Order.Return.Status.valueOf(json.path("return_status").asText().toUpperCase(Locale.ROOT)));
    }

    @Override
    public ObjectNode effect() {
        return effect(returnId, status, lines);
    }

    @Override
    public ObjectNode shown(ShopObject now, String id) {
        for (Order.Return one : ((Order) now).returns()) {
            for (Order.Receipt receipt : one.receipts()) {
                if (receipt.id().equals(id)) {
                    return effect(one.id(), one.status(), ReceivedLines.merged(receipt.lines()));
                }
            }
        }
        return Json.object().put("gone", id);
    }

    private static ObjectNode effect(String returnId, Order.Return.Status status, List<Order.ReceivedLine> lines) {
        ObjectNode json = Json.object().put("return_id", returnId).put("return_status", Json.wire(status));
        json.set("lines", ReceivedLines.toJson(lines));
        return json;
    }
}
