package org.countersign.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The arguments of one call of refund_order. */
public final class Refunding {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode arguments = JSON.createObjectNode();

    private Refunding() {}

    /** Of an order as it was read: it brings id and version. */
    public static Refunding of(JsonNode order) {
        return of(order.path("id").asText(), order.path("version").asText());
    }

    public static Refunding of(String order, String version) {
        return new Refunding()
                .with("order_id", order)
                .with("version", version)
                .with("reason", "damaged")
                .with("reasoning", "The customer reports that it arrived broken.");
    }

    public Refunding line(JsonNode line) {
        return line(line.path("id").asText(), 1);
    }

    public Refunding line(String id, int quantity) {
        ArrayNode lines = arguments.get("lines") instanceof ArrayNode known ? known : arguments.putArray("lines");
        lines.addObject().put("line_id", id).put("quantity", quantity);
        return this;
    }

    public Refunding amount(String amount) {
        return money("amount", amount, "USD");
    }

    public Refunding money(String name, String amount, String currency) {
        arguments.putObject(name).put("amount", amount).put("currency", currency);
        return this;
    }

    public Refunding key(String key) {
        return with("idempotency_key", key);
    }

    public Refunding with(String name, String value) {
        arguments.put(name, value);
        return this;
    }

    public Refunding with(String name, boolean value) {
        arguments.put(name, value);
        return this;
    }

    public Refunding with(String name, JsonNode value) {
        arguments.set(name, value);
        return this;
    }

    public Refunding but() {
        Refunding other = new Refunding();
        other.arguments.setAll(arguments.deepCopy());
        return other;
    }

    public ObjectNode arguments() {
        return arguments;
    }
}
