package org.countersign.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Calls of create_return and receive_return, on an order as it was read. */
final class Returning {

    static final String REQUEST = "create_return";
    static final String RECEIVE = "receive_return";

    static ObjectNode request(JsonNode order, String refundTo) {
        ObjectNode call = Writing.of(order).put("refund_to", refundTo);
        call.putArray("lines");
        return call;
    }

    static ObjectNode line(ObjectNode call, String line, int quantity) {
        ArrayNode lines = call.get("lines") instanceof ArrayNode known ? known : call.putArray("lines");
        lines.addObject().put("line_id", line).put("quantity", quantity);
        return call;
    }

    /** The newest return of the order, all of it. */
    static ObjectNode receive(JsonNode order) {
        JsonNode returns = order.path("returns");
        return Writing.of(order)
                .put("return_id", returns.path(returns.size() - 1).path("id").asText());
    }

    static ObjectNode came(ObjectNode call, String line, int quantity, boolean restock) {
        line(call, line, quantity);
        ArrayNode lines = (ArrayNode) call.path("lines");
        ((ObjectNode) lines.path(lines.size() - 1)).put("restock", restock);
        return call;
    }

    private Returning() {}
}
