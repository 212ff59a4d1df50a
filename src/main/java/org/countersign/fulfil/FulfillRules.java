package org.countersign.fulfil;

import java.util.List;
import java.util.Optional;
import org.countersign.change.OrderRules;
import org.countersign.gate.Json;
import org.countersign.gate.Refusal;
import org.countersign.gate.ShopRule;
import org.countersign.refund.Refunds.LineQuantity;
import org.countersign.shop.Order;
import org.jspecify.annotations.Nullable;

/** What may leave the house: what is open, not held, paid or authorized, and not more than is left of each line. */
final class FulfillRules {

    /** Of each line what was neither fulfilled nor refunded. */
    static List<LineQuantity> left(Order order) {
        return order.lines().stream()
                .filter(line -> line.unfulfilledQuantity() > 0)
                .map(line -> new LineQuantity(line.id(), line.unfulfilledQuantity()))
                .toList();
    }

    static Optional<Refusal> check(Order order, List<LineQuantity> units, @Nullable String trackingNumber) {
        return OrderRules.open(order)
                .or(() -> OrderRules.notWhollyFulfilled(order))
                .or(() -> OrderRules.notOnHold(order))
                .or(() -> payment(order))
                .or(() -> lines(order, units))
                .or(() -> label(order, trackingNumber).flatMap(FulfillRules::unusable));
    }

    /** Of this order, with this number. */
    static Optional<Order.Label> label(Order order, @Nullable String trackingNumber) {
        return order.labels().stream()
                .filter(label -> label.trackingNumber().equals(trackingNumber))
                .findFirst();
    }

    private static Optional<Refusal> payment(Order order) {
        return switch (order.paymentStatus()) {
            case PAID, PARTIALLY_REFUNDED, AUTHORIZED -> Optional.empty();
            case UNPAID, PARTIALLY_PAID, REFUNDED, VOIDED, FAILED ->
                Optional.of(Refusal.rule(
                        ShopRule.BACKEND_RULE,
                        "Order " + order.name() + " is not paid (" + Json.wire(order.paymentStatus())
                                + "), so nothing of it is sent.",
                        "Wait for the payment (hold_order with awaiting_payment), or hand the case to a person."));
        };
    }

    private static Optional<Refusal> lines(Order order, List<LineQuantity> units) {
        for (LineQuantity unit : units) {
            Optional<Order.Line> line = order.line(unit.lineId());
            if (line.isEmpty()) {
                return Optional.of(OrderRules.noSuchLine(order, unit.lineId()));
            }
            int left = line.get().unfulfilledQuantity();
            if (unit.quantity() > left) {
                return Optional.of(OrderRules.tooMany(unit.lineId(), unit.quantity(), left, "sent"));
            }
        }
        return Optional.empty();
    }

    private static Optional<Refusal> unusable(Order.Label label) {
        if (label.direction() == Order.Label.Direction.OUTBOUND && label.status() == Order.Label.Status.BOUGHT) {
            return Optional.empty();
        }
        return Optional.of(
                label.status() == Order.Label.Status.USED
                        ? Refusal.rule(
                                ShopRule.LABEL_USED,
                                "Label " + label.id() + " with this tracking number was used for another parcel.",
                                "Give the number of this parcel's own label.")
                        : Refusal.rule(
                                ShopRule.BACKEND_RULE,
                                "Label " + label.id() + " with this tracking number is "
                                        + (label.status() == Order.Label.Status.VOIDED ? "voided" : "for a return")
                                        + ".",
                                "Give the number of a bought outbound label, or of the carrier's own."));
    }

    private FulfillRules() {}
}
