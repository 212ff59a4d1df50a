package org.countersign.payment;

import java.util.List;
import java.util.Optional;
import org.countersign.change.OrderRules;
import org.countersign.gate.Refusal;
import org.countersign.gate.ShopRule;
import org.countersign.shop.Order;

/** Which orders can be paid with another method: open ones of which nothing has left the house, while one payment carries them. */
final class PaymentRules {

    /** Payments of which something is left. */
    static List<Order.Payment> carrying(Order order) {
        return order.payments().stream()
                .filter(payment -> payment.refundable().isPositive())
                .toList();
    }

    /** Nothing would change: all that is left was paid with it. */
    static boolean isSo(Order order, String methodId) {
        List<Order.Payment> carrying = carrying(order);
        return !carrying.isEmpty()
                && carrying.stream().allMatch(payment -> payment.method().id().equals(methodId));
    }

    static Optional<Refusal> check(Order order, String methodId) {
        return OrderRules.open(order).or(() -> OrderRules.unfulfilled(order)).or(() -> onePayment(order, methodId));
    }

    private static Optional<Refusal> onePayment(Order order, String methodId) {
        List<Order.Payment> carrying = carrying(order);
        if (carrying.isEmpty()) {
            return Optional.of(Refusal.rule(
                    ShopRule.NOTHING_TO_REFUND,
                    "No payment of order " + order.name() + " has anything left that another method could pay instead.",
                    "See payments of get_order; tell the customer what is possible instead."));
        }
        if (carrying.size() == 1) {
            return Optional.empty();
        }
        return carrying.stream().anyMatch(payment -> payment.method().id().equals(methodId))
                ? Optional.of(Refusal.rule(
                        ShopRule.SAME_METHOD,
                        "Part of order " + order.name() + " is paid with " + methodId
                                + " already, and only the method of a single payment can be changed.",
                        "Leave it, or hand the case to a person."))
                : Optional.of(Refusal.rule(
                        ShopRule.BACKEND_RULE,
                        carrying.size() + " payments carry order " + order.name()
                                + "; only the method of a single payment can be changed.",
                        "Leave it, or hand the case to a person."));
    }

    private PaymentRules() {}
}
