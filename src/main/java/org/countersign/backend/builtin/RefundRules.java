package org.countersign.backend.builtin;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.countersign.refund.Refunds.Refund;
import org.countersign.shop.Money;
import org.jspecify.annotations.Nullable;

/**
 * The shop protects itself, whoever calls: never more than is left of the payment, the order, a line or its shipping,
 * and only to a method of the order's customer. A refusal is given before anything is changed.
 */
final class RefundRules {

    private final RefundRequest request;
    private final Refund refund;
    private final RefundState state;

    RefundRules(RefundRequest request, RefundState state) {
        this.request = request;
        this.refund = request.refund();
        this.state = state;
    }

    Optional<String> refusal() {
        if (state.order() == null) {
            return Optional.of("there is no order " + refund.order());
        }
        if (state.payment() == null) {
            return Optional.of("the order has no payment " + refund.paymentId());
        }
        return Stream.of(
                        amount(state.order(), state.payment()),
                        destination(state.order(), state.payment()),
                        shipping(state.order()),
                        lines(),
                        restock())
                .filter(Objects::nonNull)
                .findFirst();
    }

    private @Nullable String amount(RefundState.LockedOrder order, RefundState.Payment payment) {
        Money amount = refund.amount();
        if (!amount.currency().getCurrencyCode().equals(order.currency())) {
            return "the order is in " + order.currency() + ", not in " + amount.currency();
        }
        if (!amount.isPositive()) {
            return "a refund is more than zero";
        }
        Money left = new Money(Math.min(payment.left(), state.orderLeft()), amount.currency());
        return amount.compareTo(left) > 0
                ? "payment " + refund.paymentId() + " has " + left + " left to refund, less than " + amount
                : null;
    }

    private @Nullable String destination(RefundState.LockedOrder order, RefundState.Payment payment) {
        RefundState.Destination destination = state.destination();
        if (destination == null || !destination.customer().equals(order.customer())) {
            return "payment method " + refund.methodId() + " is none of the order's customer";
        }
        if (!destination.canCredit() && !refund.methodId().equals(payment.method())) {
            return "payment method " + refund.methodId() + " takes only what was paid with it";
        }
        String balance = destination.balanceCurrency();
        return balance != null && !balance.equals(order.currency())
                ? "payment method " + refund.methodId() + " is in " + balance + ", the order in " + order.currency()
                : null;
    }

    private @Nullable String shipping(RefundState.LockedOrder order) {
        Money shipping = refund.shipping();
        if (shipping == null) {
            return null;
        }
        if (!shipping.currency().equals(refund.amount().currency()) || shipping.minor() < 0) {
            return "shipping is refunded in the order's currency, and not below zero";
        }
        Money left = new Money(order.shippingLeft(), shipping.currency());
        return shipping.compareTo(left) > 0
                ? "the shipping has " + left + " left to refund, less than " + shipping
                : null;
    }

    private @Nullable String lines() {
        return firstAbove(request.lines(), RefundState.LineLeft::toRefund, "refunded");
    }

    private @Nullable String restock() {
        return firstAbove(request.restock(), RefundState.LineLeft::toRestock, "put back");
    }

    private @Nullable String firstAbove(
            Map<String, Integer> wanted, ToIntFunction<RefundState.LineLeft> left, String verb) {
        for (Map.Entry<String, Integer> line : wanted.entrySet()) {
            RefundState.LineLeft known = state.lines().get(line.getKey());
            if (known == null) {
                return "the order has no line " + line.getKey();
            }
            if (line.getValue() < 1 || line.getValue() > left.applyAsInt(known)) {
                return "of line " + line.getKey() + ", 1 to " + left.applyAsInt(known) + " can be " + verb + ", not "
                        + line.getValue();
            }
        }
        return null;
    }
}
