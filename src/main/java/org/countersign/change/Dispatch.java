package org.countersign.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.countersign.gate.Json;
import org.countersign.gate.ObjectRef;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;
import org.countersign.shop.ShopObject;
import org.jspecify.annotations.Nullable;

/**
 * The parcel that an earlier step of the same action packed is on its way, under this number where it has one: of shops that are told so apart
 * from the {@link Fulfillment}. Shown by the id of the shipment.
 */
public record Dispatch(OrderId order, @Nullable String trackingNumber, boolean notifyCustomer) implements Change {

    public static final String KIND = "dispatch";

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
        return Json.object()
                .put("order_id", order.value())
                .put("tracking_number", trackingNumber)
                .put("notify_customer", notifyCustomer);
    }

    static Dispatch fromJson(JsonNode json) {
        return new Dispatch(
                new OrderId(json.path("order_id").asText()),
                Json.textOrNull(json, "tracking_number"),
                json.path("notify_customer").asBoolean());
    }

    @Override
    public ObjectNode effect() {
        return effect(trackingNumber, true);
    }

    @Override
    public ObjectNode shown(ShopObject now, String id) {
        return ((Order) now)
                .shipments().stream()
                        .filter(shipment -> shipment.id().equals(id))
                        .findFirst()
                        .map(shipment -> effect(
                                shipment.trackingNumbers().stream().findFirst().orElse(null),
                                shipment.status() == Order.Shipment.Status.SHIPPED
                                        || shipment.status() == Order.Shipment.Status.DELIVERED))
                        .orElseGet(() -> Json.object().put("gone", id));
    }

    private static ObjectNode effect(@Nullable String number, boolean sent) {
        return Json.object().put("tracking_number", number).put("sent", sent);
    }
}
