package org.countersign.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.countersign.gate.Json;
import org.countersign.gate.ObjectRef;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;
import org.countersign.shop.ShopObject;

/** One more note on an order, shown by the id that the shop gave it. It changes nothing that a version covers. */
public record OrderNote(OrderId order, String text, boolean visibleToCustomer) implements Change {

    public static final String KIND = "note";

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
        return put(Json.object().put("order_id", order.value()), text, visibleToCustomer);
    }

    static OrderNote fromJson(JsonNode json) {
        return new OrderNote(
                new OrderId(json.path("order_id").asText()),
                json.path("text").asText(),
                json.path("visible_to_customer").asBoolean());
    }

    @Override
    public ObjectNode effect() {
        ObjectNode json = Json.object();
        put(json.putObject("note"), text, visibleToCustomer);
        return json;
    }

    @Override
    public ObjectNode shown(ShopObject now, String id) {
        ObjectNode json = Json.object();
        ((Order) now)
                .notes().stream()
                        .filter(note -> note.id().equals(id))
                        .forEach(note -> put(json.putObject("note"), note.text(), note.visibleToCustomer()));
        return json;
    }

    private static ObjectNode put(ObjectNode json, String text, boolean visible) {
        return json.put("text", text).put("visible_to_customer", visible);
    }
}
