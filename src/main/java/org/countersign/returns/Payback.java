package org.countersign.returns;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.countersign.change.MethodRules;
import org.countersign.change.Ports;
import org.countersign.gate.Refusal;
import org.countersign.gate.ShopRule;
import org.countersign.refund.RefundSteps;
import org.countersign.refund.Refunds;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.countersign.shop.PaymentMethod;
import org.jspecify.annotations.Nullable;

/**
 * What units come to by the backend's own quote, and the steps that pay it to one method of the customer.
 *
 * @param method absent: back to the payments it came from
 */
record Payback(
        Order order,
        List<Refunds.LineQuantity> lines,
        Money total,
        @Nullable PaymentMethod method) {

    /** Never more than is left of the order: sums may have gone back that belonged to no line. */
    static Money quoted(Ports ports, Order order, List<Refunds.LineQuantity> lines) {
        if (lines.isEmpty()) {
            return Money.zero(order.totals().total().currency());
        }
        Refunds.Quote quote = ports.refunds().quote(order, new Refunds.Wanted(lines, null, null));
        return quote.total().min(quote.maximum());
    }

    /** The customer's own, or one that paid for the order. */
    static Optional<PaymentMethod> method(Ports ports, Order order, String id) {
        Stream<PaymentMethod> known = ports
                .customers()
                .customer(order.customer().id())
                .stream()
                .flatMap(customer -> customer.paymentMethods().stream());
        Stream<PaymentMethod> paid = order.payments().stream().map(Order.Payment::method);
        return Stream.concat(known, paid)
                .filter(method -> method.id().equals(id))
                .findFirst();
    }

    /** One that cannot be credited takes back what was paid with it, and no more. */
    Optional<Refusal> notCreditable() {
        if (method != null
                && method.balance() != null
                && !method.balance().currency().equals(total.currency())) {
            return MethodRules.notCreditable(order, method);
        }
        return method != null && steps("returned").unplaced().isPositive()
                ? Optional.of(Refusal.rule(
                        ShopRule.METHOD_NOT_CREDITABLE,
                        "Payment method " + method.id() + " takes back only what was paid with it, less than " + total
                                + ".",
                        "Use one with can_credit: true."))
                : Optional.empty();
    }

    RefundSteps steps(String reason) {
        RefundSteps.Content content =
                new RefundSteps.Content(total, Money.zero(total.currency()), lines, List.of(), reason, null, false);
        return RefundSteps.of(order, content, method);
    }
}
