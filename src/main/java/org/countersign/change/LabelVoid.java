package org.countersign.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.countersign.gate.Json;
import org.countersign.gate.ObjectRef;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;
import org.countersign.shop.ShopObject;

/** A label that nothing will be sent with: a state, so it is shown by what the order says now. */
public record LabelVoid(OrderId order, String label) implements Change {

    public static final String KIND = "label_void";

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
        return Json.object().put("order_id", order.value()).put("label_id", label);
    }

    static LabelVoid fromJson(JsonNode json) {
        return new LabelVoid(
                new OrderId(json.path("order_id").asText()),
                json.path("label_id").asText());
    }

    @Override
    public ObjectNode effect() {
        return effect(Order.Label.Status.VOIDED);
    }

    @Override
    public ObjectNode shown(ShopObject now, String id) {
        return ((Order) now)
                .labels().stream()
                        .filter(one -> one.id().equals(label))
                        .findFirst()
                        .map(one -> effect(one.status()))
                        .orElseGet(Json::object);
    }

    private ObjectNode effect(Order.Label.Status status) {
        return Json.object().put("label_id", label).put("label_status", Json.wire(status));
    }
}
