package org.countersign.cancel;

import java.util.Optional;
import org.countersign.change.OrderRules;
import org.countersign.gate.Json;
import org.countersign.gate.Next;
import org.countersign.gate.Refusal;
import org.countersign.gate.ShopRule;
import org.countersign.shop.Order;

/**
 * Which orders may be cancelled: open ones of which nothing has left the house or is being packed, without an open
 * return or exchange. A hold is no obstacle: it keeps an order from being fulfilled, and cancelling is one way to end it.
 */
final class CancelRules {

    /** @param habits of the shop: what it does in any case cannot be left out */
    static Optional<Refusal> check(Order order, CancelArguments wanted, Cancels.Habits habits) {
        return check(order).or(() -> unavoidable(order, wanted, habits));
    }

    private static Optional<Refusal> unavoidable(Order order, CancelArguments wanted, Cancels.Habits habits) {
        if (habits.paysBack() && !wanted.refund() && order.totals().refundable().isPositive()) {
            return Optional.of(Refusal.rule(
                    ShopRule.BACKEND_RULE,
                    "This shop pays back what was paid whenever it cancels an order: "
                            + order.totals().refundable() + " would go back.",
                    "Leave refund out (or true) to cancel and refund; else hand the case to a person."));
        }
        return habits.restocks() && !wanted.restock()
                ? Optional.of(Refusal.rule(
                        ShopRule.BACKEND_RULE,
                        "This shop puts what was not sent back into stock whenever it cancels an order.",
                        "Leave restock out (or true); units that cannot be sold are taken out of stock in the shop."))
                : Optional.empty();
    }

    private static Optional<Refusal> check(Order order) {
        if (order.status() != Order.Status.OPEN) {
            return Optional.of(notOpen(order));
        }
        boolean fulfilled = order.fulfillmentStatus() != Order.FulfillmentStatus.UNFULFILLED
                || order.lines().stream().anyMatch(line -> line.fulfilledQuantity() > 0);
        if (fulfilled) {
            return Optional.of(Refusal.rule(
                    ShopRule.ALREADY_FULFILLED,
                    "Order " + order.name() + " is already being fulfilled (" + Json.wire(order.fulfillmentStatus())
                            + "), wholly or in part, so it cannot be cancelled.",
                    "Tell the customer; once it is delivered it can be returned. Lines that have not left the house"
                            + " can be refunded with refund_order."));
        }
        return OrderRules.openReturn(order)
                .map(open -> Refusal.rule(
                        ShopRule.RETURN_OPEN,
                        "Order " + order.name() + " has an open return or exchange (" + open + ").",
                        "It has to be settled or cancelled first; hand the case to a person."));
    }

    /** Nothing would change: it is cancelled, and no money is left that this call would pay back. */
    static boolean isSo(Order order, boolean refund) {
        return order.status() == Order.Status.CANCELLED
                && !(refund && order.totals().refundable().isPositive());
    }

    private static Refusal notOpen(Order order) {
        boolean cancelled = order.status() == Order.Status.CANCELLED;
        Refusal refusal = Refusal.rule(
                ShopRule.ORDER_NOT_OPEN,
                "Order " + order.name() + " is not open but " + Json.wire(order.status())
                        + (cancelled ? "; " + order.totals().refundable() + " of it can still be refunded." : "."),
                cancelled
                        ? "If the customer is to get that money, use refund_order."
                        : "A closed order cannot be cancelled; tell the customer what is possible instead.");
        return refusal.then(
                Next.of("list_actions", "order_id", order.id().value(), "see what was done with it already"));
    }

    private CancelRules() {}
}
