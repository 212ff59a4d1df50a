package org.countersign.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The arguments of one call of cancel_order. */
public final class Cancelling {

    public static final String TOOL = "cancel_order";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of an order as it was read: it brings id and version. */
    public static ObjectNode of(JsonNode order) {
        return of(order.path("id").asText(), order.path("version").asText());
    }

    public static ObjectNode of(String order, String version) {
        return JSON.createObjectNode()
                .put("order_id", order)
                .put("version", version)
                .put("reason", "ordered_by_mistake")
                .put("reasoning", "The customer ordered twice and asks to cancel this one.");
    }

    private Cancelling() {}
}
