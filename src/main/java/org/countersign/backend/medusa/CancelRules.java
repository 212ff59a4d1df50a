package org.countersign.backend.medusa;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import org.countersign.backend.Fields;

/** Which orders Medusa cancels, and cancels only. For the model. */
final class CancelRules {

    static Optional<String> refusal(Fields order) {
        switch (order.text("status")) {
            case "canceled" -> {
                return Optional.of("The order is cancelled already.");
            }
            case "completed", "archived" -> {
                return Optional.of("The order is closed in the shop, so it cannot be cancelled any more.");
            }
            default -> {
                // it may be cancelled
            }
        }
        boolean packed = order.list("fulfillments", Fields::json).stream()
                .anyMatch(fulfillment -> !fulfillment.hasNonNull("canceled_at"));
        return packed
                ? Optional.of("Some of the order is already being fulfilled, so it cannot be cancelled.")
                : unpaid(order);
    }

    /** Cancelling pays back what is left: that is refunded before, each payment under a mark of its own. */
    private static Optional<String> unpaid(Fields order) {
        int digits = Amounts.of(order.text("currency_code")).currency().getDefaultFractionDigits();
        return Paid.of(order).stream()
                .map(payment -> payment.left().setScale(Math.max(0, digits), RoundingMode.HALF_UP))
                .filter(left -> left.compareTo(BigDecimal.ZERO) > 0)
                .findFirst()
                .map(left -> left.toPlainString()
                        + " of what was paid is not refunded yet, and cancelling would pay it back unnoticed:"
                        + " refund it first.");
    }

    /** What Medusa 2.21 says before it has paid anything back or freed any stock. */
    static boolean beforeEffects(Refused refused, String order) {
        return refused.ofOrder(order)
                || refused.beginsNotAllowed("All fulfillments must be canceled before canceling an order")
                || refused.beginsNotAllowed("Cannot cancel a completed order.");
    }

    private CancelRules() {}
}
