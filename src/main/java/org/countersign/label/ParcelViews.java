package org.countersign.label;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.countersign.gate.Json;
import org.countersign.mcp.AnswerSchema;
import org.countersign.mcp.Schema;
import org.countersign.shop.Address;
import org.countersign.shop.Order;
import org.jspecify.annotations.Nullable;

/** Every tracking number of an order once, with what the shop and its carrier know of it: a shipment, its label, or both. */
@Singleton
class ParcelViews {

    private final Carrier carrier;
    private final ShipFrom shop;
    private final LabelLinks links;

    ParcelViews(Carrier carrier, ShipFrom shop, LabelLinks links) {
        this.carrier = carrier;
        this.shop = shop;
        this.links = links;
    }

    /** A shipment without a number has no events, and is there all the same. */
    List<ObjectNode> all(Order order) {
        List<ObjectNode> views = new ArrayList<>();
        for (Order.Shipment shipment : order.shipments()) {
            shipment.trackingNumbers()
                    .forEach(number -> views.add(view(order, shipment, labelOf(order, number), number)));
            if (shipment.trackingNumbers().isEmpty()) {
                views.add(view(order, shipment, null, null));
            }
        }
        order.labels().stream()
                .filter(label -> shipmentOf(order, label.trackingNumber()) == null)
                .forEach(label -> views.add(view(order, null, label, label.trackingNumber())));
        return views;
    }

    /** Empty when the order has no such parcel. */
    List<ObjectNode> of(Order order, String number) {
        Order.Shipment shipment = shipmentOf(order, number);
        Order.Label label = labelOf(order, number);
        return shipment == null && label == null ? List.of() : List.of(view(order, shipment, label, number));
    }

    /** Short: it stands in every list. */
    static Schema schema() {
        Schema event = Schema.answer("also at, status")
                .gives("description", Schema.untrusted("the carrier's words"))
                .gives("location", Schema.untrusted("likewise"));
        Schema parcel = Schema.answer("untrusted: also tracking_number, carrier, direction")
                .gives("shipment", Schema.answer("the shop's: id, line_ids, status, shipped_at, delivered_at"))
                .gives("label", Schema.answer("id, service, status, bought_at, document_url: the PDF, for a person"))
                .gives("events", Schema.list("oldest first", event));
        return AnswerSchema.base("how many parcels, and how the order stands")
                .gives("parcels", Schema.list("", parcel));
    }

    private ObjectNode view(
            Order order, Order.@Nullable Shipment shipment, Order.@Nullable Label label, @Nullable String number) {
        ObjectNode json = Json.object();
        if (number != null) {
            json.put("tracking_number", number);
        }
        Optional<String> by = by(shipment, label);
        by.ifPresent(name -> json.put("carrier", name));
        json.put("direction", label == null ? "outbound" : Json.wire(label.direction()));
        if (shipment != null) {
            json.set("shipment", shipment(shipment));
        }
        if (label != null) {
            json.set("label", label(order, label));
        }
        ArrayNode events = json.putArray("events");
        if (number != null && by.orElse(carrier.name()).equals(carrier.name())) {
            carrier.events(known(order, shipment, label, number)).forEach(event -> events.add(event(event)));
        }
        return json;
    }

    /** Who carries it, where anybody said so; what nobody said is taken for the shop's carrier. */
    private static Optional<String> by(Order.@Nullable Shipment shipment, Order.@Nullable Label label) {
        return Optional.ofNullable(label == null ? null : label.carrier())
                .or(() -> Optional.ofNullable(shipment == null ? null : shipment.carrier()));
    }

    private Carrier.Known known(
            Order order, Order.@Nullable Shipment shipment, Order.@Nullable Label label, String number) {
        boolean back = label != null && label.direction() == Order.Label.Direction.RETURN;
        Address home = shop.address();
        return new Carrier.Known(
                number,
                back ? order.shippingAddress() : home,
                back ? home : order.shippingAddress(),
                label == null ? null : label.boughtAt(),
                label != null && label.status() == Order.Label.Status.VOIDED,
                shipment == null ? null : shipment.shippedAt(),
                shipment == null ? null : shipment.deliveredAt());
    }

    private static Order.@Nullable Shipment shipmentOf(Order order, String number) {
        return order.shipments().stream()
                .filter(shipment -> shipment.trackingNumbers().contains(number))
                .findFirst()
                .orElse(null);
    }

    private static Order.@Nullable Label labelOf(Order order, String number) {
        return order.labels().stream()
                .filter(label -> label.trackingNumber().equals(number))
                .findFirst()
                .orElse(null);
    }

    private ObjectNode label(Order order, Order.Label label) {
        ObjectNode json = Json.object()
                .put("id", label.id())
                .put("service", label.service())
                .put("status", Json.wire(label.status()))
                .put("bought_at", label.boughtAt().toString());
        return label.status() == Order.Label.Status.VOIDED ? json : json.put("document_url", links.of(order, label));
    }

    private static ObjectNode shipment(Order.Shipment shipment) {
        ObjectNode json = Json.object().put("id", shipment.id());
        shipment.lineIds().forEach(json.putArray("line_ids")::add);
        json.put("status", Json.wire(shipment.status()));
        time(json, "shipped_at", shipment.shippedAt());
        time(json, "delivered_at", shipment.deliveredAt());
        return json;
    }

    private static ObjectNode event(Carrier.Event event) {
        ObjectNode json = Json.object()
                .put("at", event.at().toString())
                .put("status", event.status())
                .put("description", event.description());
        return event.where() == null ? json : json.put("location", event.where());
    }

    private static void time(ObjectNode json, String name, @Nullable Instant at) {
        if (at != null) {
            json.put(name, at.toString());
        }
    }
}
