package org.countersign.scripted;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;

/**
 * One thing that happened to an order; never changed, never forgotten.
 *
 * @param tool   refund_order, cancel_order, or the kind of a change
 * @param change as it was asked for; absent of refunds and cancellations
 */
record Effect(
        String id,
        String tool,
        String key,
        String order,
        String payment,
        String method,
        long amount,
        String currency,
        Map<String, Integer> lines,
        Map<String, Integer> restock,
        long shipping,
        String reason,
        ObjectNode change,
        Instant at,
        long visibleAtNanos) {

    boolean visible() {
        return System.nanoTime() - visibleAtNanos >= 0;
    }

    /** As the protocol shows it. */
    ObjectNode toJson(boolean marked) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", id).put("tool", tool).put("order_id", order).put("at", at.toString());
        if (marked) {
            json.put("key", key);
        }
        json.set("effect", change != null ? Changed.effect(this) : cancels() ? cancellation() : refund());
        return json;
    }

    boolean cancels() {
        return tool.equals("cancel_order");
    }

    boolean is(String kind) {
        return tool.equals(kind);
    }

    boolean refunds() {
        return tool.equals("refund_order");
    }

    /** As a list of marks shows it. */
    ObjectNode toMark() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("key", key)
                .put("what", change != null ? tool : cancels() ? "cancel" : "refund")
                .put("order_id", order)
                .put("at", at.toString());
        if (refunds()) {
            json.set("amount", money(amount, currency));
        } else if (change != null && change.has("price")) {
            json.set("amount", change.get("price"));
        }
        return json;
    }

    private ObjectNode cancellation() {
        ObjectNode effect = JsonNodeFactory.instance
                .objectNode()
                .put("order_status", "cancelled")
                .put("cancel_reason", reason);
        effect.set("restock", rows(restock));
        return effect;
    }

    private ObjectNode refund() {
        ObjectNode effect = JsonNodeFactory.instance.objectNode();
        effect.put("payment_id", payment).put("payment_method_id", method);
        effect.set("amount", money(amount, currency));
        effect.set("lines", rows(lines));
        if (shipping > 0) {
            effect.set("shipping", money(shipping, currency));
        }
        return effect;
    }

    private static ArrayNode rows(Map<String, Integer> quantities) {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        quantities.forEach(
                (line, quantity) -> rows.addObject().put("line_id", line).put("quantity", quantity));
        return rows;
    }

    static ObjectNode money(long minor, String currency) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("amount", Goods.amount(minor, currency))
                .put("currency", currency);
    }
}
