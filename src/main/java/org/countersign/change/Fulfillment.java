package org.countersign.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.countersign.gate.Json;
import org.countersign.gate.ObjectRef;
import org.countersign.refund.LineQuantities;
import org.countersign.refund.Refunds.LineQuantity;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;
import org.countersign.shop.ShopObject;
import org.jspecify.annotations.Nullable;

/**
 * Units of an order that leave the house in one parcel, shown by the id of the shipment; how it gets on afterwards is no
 * part of it.
 *
 * @param labelId the bought label that is used up by it
 */
public record Fulfillment(
        OrderId order,
        List<LineQuantity> lines,
        @Nullable String trackingNumber,
        @Nullable String carrier,
        @Nullable String labelId,
        boolean notifyCustomer)
        implements Change {

    public static final String KIND = "fulfillment";

    public Fulfillment {
        lines = LineQuantities.merged(lines);
    }

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
        ObjectNode json = parcel(Json.object().put("order_id", order.value()), lines, trackingNumber, carrier);
        return label(json, labelId).put("notify_customer", notifyCustomer);
    }

    static Fulfillment fromJson(JsonNode json) {
        return new Fulfillment(
                new OrderId(json.path("order_id").asText()),
                LineQuantities.fromJson(json.path("lines")),
                Json.textOrNull(json, "tracking_number"),
                Json.textOrNull(json, "carrier"),
                Json.textOrNull(json, "label_id"),
                json.path("notify_customer").asBoolean());
    }

    @Override
    public ObjectNode effect() {
        ObjectNode json = Json.object();
        label(parcel(json.putObject("shipment"), lines, trackingNumber, carrier), labelId);
        return json;
    }

    @Override
    public ObjectNode shown(ShopObject now, String id) {
        Order shown = (Order) now;
        ObjectNode json = Json.object();
        for (Order.Shipment shipment : shown.shipments()) {
            if (shipment.id().equals(id) && shipment.status() != Order.Shipment.Status.CANCELLED) {
                List<LineQuantity> units = LineQuantities.merged(shipment.lines().stream()
                        .map(line -> new LineQuantity(line.lineId(), line.quantity()))
                        .toList());
                String number = shipment.trackingNumbers().stream().findFirst().orElse(null);
                label(parcel(json.putObject("shipment"), units, number, shipment.carrier()), used(shown));
            }
        }
        return json;
    }

    /** Our label, once it is used up. */
    private @Nullable String used(Order shown) {
        return shown.labels().stream()
                .filter(label -> label.id().equals(labelId) && label.status() == Order.Label.Status.USED)
                .map(Order.Label::id)
                .findFirst()
                .orElse(null);
    }

    private static ObjectNode parcel(
            ObjectNode json, List<LineQuantity> lines, @Nullable String number, @Nullable String carrier) {
        json.set("lines", LineQuantities.toJson(lines));
        if (number != null) {
            json.put("tracking_number", number);
        }
        return carrier == null ? json : json.put("carrier", carrier);
    }

    private static ObjectNode label(ObjectNode json, @Nullable String labelId) {
        return labelId == null ? json : json.put("label_id", labelId);
    }
}
