package org.countersign.backend.medusa;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import org.countersign.backend.Fields;
import org.countersign.refund.LineQuantities;
import org.countersign.refund.Refunds.Refund;
import org.countersign.shop.Order;

/** What this shop cannot refund as it was asked for, judged on the order as it is right before it is sent. For the model. */
final class RefundRules {

    /** What a JSON number keeps exactly. */
    private static final int DIGITS = 15;

    static Optional<String> refusal(Refund refund, Fields order) {
        String code = order.text("currency_code");
        if (!Amounts.of(code).currency().equals(refund.amount().currency())) {
            return Optional.of("The order is in " + Amounts.of(code).currency() + ", not in "
                    + refund.amount().currency() + ".");
        }
        if (!refund.restock().isEmpty()) {
            return Optional.of("This shop puts nothing back into stock with a refund; leave restock out.");
        }
        if (!refund.methodId().equals(refund.paymentId())) {
            return Optional.of("This shop refunds to the original payment only, not to " + refund.methodId()
                    + "; leave refund_to out.");
        }
        return Paid.of(order).stream()
                .filter(payment -> payment.id().equals(refund.paymentId()))
                .findFirst()
                .map(payment -> tooMuch(refund, payment))
                .orElseGet(() -> Optional.of("The order has no payment " + refund.paymentId() + "."));
    }

    /** Units that the shop knows nothing of: they are in our marks. */
    static Optional<String> refusal(Refund refund, Order order) {
        return LineQuantities.byLine(refund.lines()).entrySet().stream()
                .filter(units -> units.getValue()
                        > order.line(units.getKey())
                                .map(Order.Line::refundableQuantity)
                                .orElse(0))
                .findFirst()
                .map(units -> "Fewer than " + units.getValue() + " units of line " + units.getKey()
                        + " can still be refunded.");
    }

    /**
     * What Medusa 2.21 says before it has written a refund or called its provider. An open order change is not among it: that
     * is noticed when the money is gone.
     */
    static boolean beforeEffects(Refused refused, Refund refund) {
        return refused.isInvalid("You are not allowed to refund more than the captured amount")
                || refused.isInvalid("You cannot refund more than what is captured on the payment.")
                || refused.isNotFound("Payment id not found: " + refund.paymentId())
                || refused.beginsInvalid("Invalid request: ");
    }

    /** Medusa keeps taxes finer than any money; what was really taken is rounded. */
    private static Optional<String> tooMuch(Refund refund, Paid payment) {
        BigDecimal amount = new BigDecimal(refund.amount().amount());
        BigDecimal left = payment.left().setScale(amount.scale(), RoundingMode.HALF_UP);
        if (amount.signum() <= 0 || amount.precision() > DIGITS) {
            return Optional.of(refund.amount() + " cannot be refunded.");
        }
        return amount.compareTo(left) > 0
                ? Optional.of("Of payment " + payment.id() + " " + left.toPlainString() + " "
                        + refund.amount().currency() + " is left, which is less than " + refund.amount() + ".")
                : Optional.empty();
    }

    private RefundRules() {}
}
