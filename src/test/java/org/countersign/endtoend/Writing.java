package org.countersign.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/**
 * Calls of any write on an order or customer, as a careful model makes them: read, dry run, act, read again. What holds
 * for every tool is asserted here.
 */
public final class Writing {

    static final ObjectMapper JSON = new ObjectMapper();

    /** The arguments of one call on an order as it was read; the tool's own are added. */
    public static ObjectNode of(JsonNode order) {
        return JSON.createObjectNode()
                .put("order_id", order.path("id").asText())
                .put("version", order.path("version").asText())
                .put("reasoning", "The customer asks for it and gave the number of the order.");
    }

    /** On a customer as get_customer gave it. */
    public static ObjectNode ofCustomer(JsonNode customer) {
        return JSON.createObjectNode()
                .put("customer_id", customer.path("id").asText())
                .put("version", customer.path("version").asText())
                .put("reasoning", "The customer asks for it and was identified by name and postal code.");
    }

    public static ObjectNode of(JsonNode order, Consumer<ObjectNode> own) {
        ObjectNode call = of(order);
        own.accept(call);
        return call;
    }

    private Writing() {}
}
