package org.countersign.backend.medusa;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.countersign.backend.Fields;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.countersign.shop.PaymentMethod;
import org.countersign.shop.PaymentMethod.Kind;

/** The money of an order: what was taken and what went back, in the digits in which providers move it. */
record Payments(List<Fields> collections, Amounts amounts) {

    static Payments of(Fields order, Amounts amounts) {
        return new Payments(order.list("payment_collections", one -> one), amounts);
    }

    /** Those that took money; what is only authorised is none. */
    List<Order.Payment> taken() {
        return all().filter(payment -> !captures(payment).isEmpty())
                .map(this::payment)
                .toList();
    }

    List<Order.Transaction> transactions() {
        List<Order.Transaction> moved = new ArrayList<>();
        all().forEach(payment -> {
            String method = payment.text("id");
            captures(payment)
                    .forEach(capture -> moved.add(moved(capture, Order.Transaction.Kind.CHARGE, method, null)));
            refunds(payment)
                    .forEach(refund -> moved.add(moved(
                            refund,
                            Order.Transaction.Kind.REFUND,
                            method,
                            Mark.ofText(refund.textOrNull("note"))
                                    .map(mark -> mark.key().value())
                                    .orElse(null))));
        });
        moved.sort(java.util.Comparator.comparing(Order.Transaction::at).thenComparing(Order.Transaction::id));
        return moved;
    }

    /** Units by line that our refunds were for. */
    Map<String, Integer> refundedUnits() {
        Map<String, Integer> units = new HashMap<>();
        marks().flatMap(mark -> mark
                        .read(plan ->
                                plan.list("lines", line -> Map.entry(line.text("line_id"), line.count("quantity"))))
                        .stream()
                        .flatMap(List::stream))
                .forEach(line -> units.merge(line.getKey(), line.getValue(), Math::addExact));
        return units;
    }

    /** Of the shipping, by our refunds. */
    Money refundedShipping() {
        Money zero = Money.zero(amounts.currency());
        return marks().map(mark -> mark.read(plan -> plan.moneyOrNull("shipping")))
                .flatMap(Optional::stream)
                .filter(money -> money.currency().equals(amounts.currency()))
                .reduce(zero, Money::plus);
    }

    Order.PaymentStatus status(Money total) {
        List<Order.Payment> taken = taken();
        if (taken.isEmpty()) {
            return total.isZero() ? Order.PaymentStatus.PAID : untaken();
        }
        Money zero = Money.zero(amounts.currency());
        Money refunded = taken.stream().map(Order.Payment::refunded).reduce(zero, Money::plus);
        Money net = taken.stream()
                .map(Order.Payment::amount)
                .reduce(zero, Money::plus)
                .minus(refunded);
        if (!net.isPositive() && refunded.isPositive()) {
            return Order.PaymentStatus.REFUNDED;
        }
        if (net.compareTo(total) >= 0) {
            return Order.PaymentStatus.PAID;
        }
        return refunded.isPositive() ? Order.PaymentStatus.PARTIALLY_REFUNDED : Order.PaymentStatus.PARTIALLY_PAID;
    }

    private Order.PaymentStatus untaken() {
        if (all().anyMatch(payment -> payment.textOrNull("canceled_at") == null)) {
            return Order.PaymentStatus.AUTHORIZED;
        }
        return all().findAny().isPresent() ? Order.PaymentStatus.VOIDED : Order.PaymentStatus.UNPAID;
    }

    private Order.Payment payment(Fields payment) {
        Money taken = sum(captures(payment));
        Money refunded = sum(refunds(payment));
        Money left = taken.minus(refunded);
        return new Order.Payment(
                payment.text("id"),
                method(payment),
                taken,
                refunded,
                left.isPositive() ? left : Money.zero(amounts.currency()),
                captures(payment).getFirst().time("created_at"));
    }

    /** A payment is its own method: Medusa keeps no other, and money goes back only the way it came. */
    static PaymentMethod method(Fields payment) {
        String provider = payment.text("provider_id");
        return new PaymentMethod(payment.text("id"), kind(provider), label(provider), null, false, false);
    }

    private static Kind kind(String provider) {
        return provider.contains("paypal")
                ? Kind.PAYPAL
                : provider.equals("pp_stripe_stripe") ? Kind.CREDIT_CARD : Kind.OTHER;
    }

    /** {@code pp_stripe-ideal_stripe}: the provider's own name comes after the first underscore. */
    private static String label(String provider) {
        String[] parts = provider.split("_", 3);
        return parts.length > 1 && parts[0].equals("pp") ? parts[1] : provider;
    }

    private Order.Transaction moved(
            Fields row, Order.Transaction.Kind kind, String method, @org.jspecify.annotations.Nullable String mark) {
        return new Order.Transaction(
                row.text("id"),
                kind,
                method,
                amounts.rounded(Amounts.decimal(row.json(), "amount")),
                row.time("created_at"),
                null,
                mark);
    }

    private Stream<Fields> all() {
        return collections.stream().flatMap(one -> one.list("payments", payment -> payment).stream());
    }

    private Stream<Mark> marks() {
        return all().flatMap(payment -> refunds(payment).stream())
                .flatMap(refund -> Mark.ofText(refund.textOrNull("note")).stream());
    }

    private static List<Fields> captures(Fields payment) {
        return payment.list("captures", capture -> capture);
    }

    private static List<Fields> refunds(Fields payment) {
        return payment.list("refunds", refund -> refund);
    }

    private Money sum(List<Fields> rows) {
        return amounts.rounded(rows.stream()
                .map(row -> Amounts.decimal(row.json(), "amount"))
                .reduce(BigDecimal.ZERO, BigDecimal::add));
    }
}
