package org.countersign.scripted;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;

/** One thing that happened to an order; never changed, never forgotten. */
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
        ObjectNode effect = json.putObject("effect");
        effect.put("payment_id", payment).put("payment_method_id", method);
        effect.set("amount", money(amount, currency));
        ArrayNode rows = effect.putArray("lines");
        lines.forEach((line, quantity) -> rows.addObject().put("line_id", line).put("quantity", quantity));
        if (shipping > 0) {
            effect.set("shipping", money(shipping, currency));
        }
        return json;
    }

    static ObjectNode money(long minor, String currency) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("amount", Goods.amount(minor, currency))
                .put("currency", currency);
    }
}
