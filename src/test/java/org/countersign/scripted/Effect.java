package org.countersign.scripted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;

/**
 * One thing that happened to an order or a customer; never changed, never forgotten.
 *
 * @param what     refund, cancel or the kind of a change
 * @param customer whose it is
 * @param order    empty where it is no order's
 * @param request  as it was done, which a script may have bent
 * @param stock    units that went onto the shelf, or off it, by variant
 */
record Effect(
        String id,
        String what,
        String key,
        String customer,
        String order,
        JsonNode request,
        Map<String, Integer> stock,
        Instant at,
        long visibleAtNanos) {

    boolean visible() {
        return System.nanoTime() - visibleAtNanos >= 0;
    }

    /** Notes are no part of a version. */
    boolean shows() {
        return !what.equals("note");
    }

    /** A script had it leave its trace under the key, and nothing else. */
    boolean undone() {
        return request.path(Bending.UNDONE).asBoolean();
    }

    /** As the protocol shows it. @param now what it belongs to, as it is now */
    ObjectNode toJson(Account now, boolean marked) {
        ObjectNode json = object(Http.object().put("id", id).put("tool", tool()));
        json.put("at", at.toString());
        if (marked) {
            json.put("key", key);
        }
        json.set("effect", Kind.of(what).shown().apply(now, this));
        return json;
    }

    /** As a list of marks shows it. */
    ObjectNode toMark() {
        ObjectNode json = object(Http.object().put("key", key).put("what", what));
        JsonNode money = switch (what) {
            case "lines", "exchange_receipt" -> request.at("/charge/amount");
            case "shipping_label" -> request.path("price");
            case "refund", "charge", "store_credit" -> request.path("amount");
            default -> Http.object().path("none");
        };
        if (money.isObject()) {
            json.set("amount", money);
        }
        return json.put("at", at.toString());
    }

    private ObjectNode object(ObjectNode json) {
        return order.isEmpty() ? json.put("customer_id", customer) : json.put("order_id", order);
    }

    /** What a script calls it. */
    private String tool() {
        return switch (what) {
            case "refund" -> "refund_order";
            case "cancel" -> "cancel_order";
            default -> what;
        };
    }
}
