package org.countersign.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.countersign.gate.Json;
import org.countersign.gate.ObjectRef;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;
import org.countersign.shop.ShopObject;

/** One hold of an order ends: a state, so it is shown by the order not having it. */
public record HoldReleased(OrderId order, String holdId) implements Change {

    public static final String KIND = "release";

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
        return Json.object().put("order_id", order.value()).put("hold_id", holdId);
    }

    static HoldReleased fromJson(JsonNode json) {
        return new HoldReleased(
                new OrderId(json.path("order_id").asText()),
                json.path("hold_id").asText());
    }

    @Override
    public ObjectNode effect() {
        return Json.object().put("released", holdId);
    }

    @Override
    public ObjectNode shown(ShopObject now, String id) {
        boolean held = ((Order) now).holds().stream().anyMatch(hold -> hold.id().equals(holdId));
        return held ? Json.object().put("held", holdId) : effect();
    }
}
