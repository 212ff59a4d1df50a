package org.countersign.label;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.countersign.change.Changing;
import org.countersign.change.LabelVoid;
import org.countersign.change.Ports;
import org.countersign.gate.ErrorCode;
import org.countersign.gate.Json;
import org.countersign.gate.Next;
import org.countersign.gate.ObjectRef;
import org.countersign.gate.Plan;
import org.countersign.gate.Planned;
import org.countersign.gate.Refusal;
import org.countersign.gate.ShopRule;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;
import org.countersign.shop.ShopObject;

/**
 * One label that nothing was sent with, made worthless. It moves no money: what the carrier gives back is settled between
 * it and the shop, and no budget of a person grows by it.
 */
record VoidShippingLabel(OrderId orderId, String labelId, Ports ports) implements Changing {

    static final String TOOL = "void_shipping_label";

    @Override
    public String tool() {
        return TOOL;
    }

    @Override
    public ObjectRef target() {
        return ObjectRef.order(orderId.value());
    }

    @Override
    public ObjectNode arguments() {
        return Json.object().put("order_id", orderId.value()).put("label_id", labelId);
    }

    static VoidShippingLabel revive(JsonNode arguments, Ports ports) {
        return new VoidShippingLabel(
                new OrderId(arguments.path("order_id").asText()),
                arguments.path("label_id").asText(),
                ports);
    }

    @Override
    public Planned plan(ShopObject now) {
        Order order = (Order) now;
        Optional<Order.Label> found = order.labels().stream()
                .filter(label -> label.id().equals(labelId))
                .findFirst();
        return found.isEmpty() ? noSuchLabel(order) : plan(order, found.get());
    }

    private Planned plan(Order order, Order.Label label) {
        String what = "label " + label.id() + " of order " + order.name();
        if (label.status() == Order.Label.Status.VOIDED) {
            return Plan.nothing(what + " is voided already");
        }
        if (label.status() == Order.Label.Status.USED || onItsWay(order, label)) {
            return used(order, label);
        }
        return Plan.one(
                "void " + what + " (" + Json.wire(label.direction()) + ", " + label.price() + ")",
                "voided " + what + " (" + Json.wire(label.direction()) + ", " + label.price() + ")",
                new LabelVoid(orderId, label.id()).step(1));
    }

    private static boolean onItsWay(Order order, Order.Label label) {
        return order.shipments().stream()
                .filter(shipment -> shipment.trackingNumbers().contains(label.trackingNumber()))
                .anyMatch(shipment -> switch (shipment.status()) {
                    case SHIPPED, DELIVERED -> true;
                    case PENDING, CANCELLED -> false;
                });
    }

    private static Refusal used(Order order, Order.Label label) {
        return Refusal.rule(
                        ShopRule.LABEL_USED,
                        "Label " + label.id() + " of order " + order.name()
                                + " is used: a parcel is on its way with it, or has arrived.",
                        "It cannot be voided any more; track_shipment shows where the parcel is.")
                .then(Next.of("track_shipment", "order_id", order.id().value(), "where the parcel is"));
    }

    private static Refusal noSuchLabel(Order order) {
        return Refusal.of(
                        ErrorCode.NOT_FOUND,
                        "Order " + order.name() + " has no such label; it has "
                                + (order.labels().isEmpty()
                                        ? "none."
                                        : String.join(
                                                        ", ",
                                                        order.labels().stream()
                                                                .map(Order.Label::id)
                                                                .toList())
                                                + "."),
                        "Use a label id of get_order; do not try similar ids.")
                .then(Next.of("get_order", "order_id", order.id().value(), "the order's labels"));
    }
}
