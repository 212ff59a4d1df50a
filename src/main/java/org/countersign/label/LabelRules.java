package org.countersign.label;

import java.util.Optional;
import org.countersign.gate.Json;
import org.countersign.gate.Refusal;
import org.countersign.gate.ShopRule;
import org.countersign.shop.Address;
import org.countersign.shop.Order;

/**
 * For which orders a label makes sense; a quote and a purchase are refused alike. Outbound: an open order that is not on
 * hold and of which something has not left the house. Return: an order that was not cancelled and of which something was
 * fulfilled. Both: a complete address.
 */
final class LabelRules {

    static Optional<Refusal> check(Order order, Order.Label.Direction direction) {
        Optional<Refusal> state = switch (direction) {
            case OUTBOUND -> outbound(order);
            case RETURN -> back(order);
        };
        return state.or(() -> address(order));
    }

    private static Optional<Refusal> outbound(Order order) {
        if (order.status() != Order.Status.OPEN) {
            return Optional.of(notOpen(order));
        }
        if (!order.holds().isEmpty()) {
            return Optional.of(Refusal.rule(
                    ShopRule.ON_HOLD,
                    "Order " + order.name() + " is on hold ("
                            + order.holds().getFirst().reason() + "): nothing of it is sent.",
                    "The hold has to be released first; find out why it is held, or hand the case to a person."));
        }
        return somethingToSend(order)
                ? Optional.empty()
                : Optional.of(Refusal.rule(
                        ShopRule.ALREADY_FULFILLED,
                        "All of order " + order.name() + " has left the house (" + Json.wire(order.fulfillmentStatus())
                                + "), so no outbound label is needed.",
                        "Look where it is with track_shipment; for goods that come back use direction return."));
    }

    private static Optional<Refusal> back(Order order) {
        if (order.status() == Order.Status.CANCELLED) {
            return Optional.of(notOpen(order));
        }
        return order.lines().stream().anyMatch(line -> line.fulfilledQuantity() > 0)
                ? Optional.empty()
                : Optional.of(Refusal.rule(
                        ShopRule.NOT_DELIVERED,
                        "Nothing of order " + order.name() + " has left the house ("
                                + Json.wire(order.fulfillmentStatus()) + "), so nothing can come back.",
                        "An order that was not fulfilled is cancelled or changed, not returned."));
    }

    private static Refusal notOpen(Order order) {
        return Refusal.rule(
                ShopRule.ORDER_NOT_OPEN,
                "Order " + order.name() + " is " + Json.wire(order.status()) + ": there is no such parcel to label.",
                "Tell the customer how the order stands; get_order shows it.");
    }

    private static Optional<Refusal> address(Order order) {
        Address to = order.shippingAddress();
        boolean complete = !to.line1().isBlank()
                && !to.city().isBlank()
                && !to.postalCode().isBlank()
                && to.country().matches("[A-Z]{2}");
        return complete
                ? Optional.empty()
                : Optional.of(Refusal.rule(
                        ShopRule.ADDRESS_INCOMPLETE,
                        "The address of order " + order.name()
                                + " lacks street, city, postal code or country: no carrier takes it.",
                        "Ask the customer for the whole address and set it with change_shipping_address."));
    }

    private static boolean somethingToSend(Order order) {
        boolean unfulfilled = order.lines().stream()
                .anyMatch(line ->
                        line.quantity() > line.fulfilledQuantity() && line.quantity() > line.refundedQuantity());
        return unfulfilled
                || order.shipments().stream().anyMatch(parcel -> parcel.status() == Order.Shipment.Status.PENDING);
    }

    private LabelRules() {}
}
