package org.countersign.shop;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Orders made up for tests: {@code new AnOrder("USD").line(2, 1000).paid(GIFT_CARD, 2000).order()}. */
public final class AnOrder {

    private static final Instant DAY = Instant.parse("2026-02-01T10:00:00Z");

    private final String currency;
    private final List<Order.Line> lines = new ArrayList<>();
    private final List<Order.Payment> payments = new ArrayList<>();
    private long shipping;
    private String id = "W1";
    private String revision = "1";
    private String note = "a note";
    private Order.Status status = Order.Status.OPEN;
    private Order.FulfillmentStatus fulfillment = Order.FulfillmentStatus.UNFULFILLED;
    private Order.PaymentStatus payment = Order.PaymentStatus.PAID;
    private final List<Order.Label> labels = new ArrayList<>();
    private final List<Order.Return> returns = new ArrayList<>();
    private final List<Order.Exchange> exchanges = new ArrayList<>();
    private final List<Order.Hold> holds = new ArrayList<>();
    private final List<Order.Transaction> transactions = new ArrayList<>();
    private final List<Order.Shipment> shipments = new ArrayList<>();
    private Address address = new Address("Ada Low", null, "1 Main Street", null, "Bern", null, "3011", "CH", null);
    private Order.Risk.Level risk = Order.Risk.Level.NONE;
    private Instant delivered;

    public AnOrder(String currency) {
        this.currency = currency;
    }

    public AnOrder id(String other) {
        id = other;
        return this;
    }

    public AnOrder revision(String other) {
        revision = other;
        return this;
    }

    public AnOrder note(String other) {
        note = other;
        return this;
    }

    public AnOrder status(Order.Status other) {
        status = other;
        return this;
    }

    public AnOrder payment(Order.PaymentStatus other) {
        payment = other;
        return this;
    }

    /** Its tracking number is {@code track-<id>}; ids are b1, b2, … */
    public AnOrder labelled(Order.Label.Direction direction, Order.Label.Status how) {
        String label = "b" + (labels.size() + 1);
        labels.add(new Order.Label(label, direction, "Fast", "ground", "track-" + label, money(500), how, DAY));
        return this;
    }

    public AnOrder fulfillment(Order.FulfillmentStatus other) {
        fulfillment = other;
        return this;
    }

    public AnOrder returned(Order.Return.Status how) {
        returns.add(new Order.Return("r" + (returns.size() + 1), how, List.of(), null, null, List.of(), null));
        return this;
    }

    public AnOrder exchanged(Order.Return.Status how) {
        exchanges.add(new Order.Exchange("x" + (exchanges.size() + 1), how, List.of(), null, null));
        return this;
    }

    public AnOrder held(String reason) {
        holds.add(new Order.Hold("h" + (holds.size() + 1), reason, null, DAY));
        return this;
    }

    public AnOrder risk(Order.Risk.Level other) {
        risk = other;
        return this;
    }

    public AnOrder to(Address other) {
        address = other;
        return this;
    }

    public AnOrder shipped(Order.Shipment shipment) {
        shipments.add(shipment);
        return this;
    }

    public AnOrder labelled(Order.Label label) {
        labels.add(label);
        return this;
    }

    public AnOrder delivered(Instant at) {
        delivered = at;
        return this;
    }

    /** A refund as the order shows it. @param mark null for one that was made beside us */
    public AnOrder shows(String mark, long minor, Instant at) {
        int n = transactions.size() + 1;
        transactions.add(
                new Order.Transaction("t" + n, Order.Transaction.Kind.REFUND, "m1", money(minor), at, "re" + n, mark));
        return this;
    }

    /** A charge as the order shows it; {@link #paid} is the payment it made. */
    public AnOrder showsCharge(String mark, long minor, Instant at) {
        int n = transactions.size() + 1;
        transactions.add(
                new Order.Transaction("t" + n, Order.Transaction.Kind.CHARGE, "m1", money(minor), at, "pay" + n, mark));
        return this;
    }

    public AnOrder shipping(long minor) {
        shipping = minor;
        return this;
    }

    /** Ids are l1, l2, …; nothing of it is fulfilled or refunded. */
    public AnOrder line(int quantity, long unitPrice) {
        return line(quantity, unitPrice, 0, 0);
    }

    public AnOrder line(int quantity, long unitPrice, int fulfilled, int refunded) {
        int n = lines.size() + 1;
        lines.add(new Order.Line(
                "l" + n,
                "p" + n,
                "v" + n,
                "Thing",
                Map.of(),
                quantity,
                money(unitPrice),
                money(unitPrice * quantity),
                fulfilled,
                0,
                refunded));
        return this;
    }

    /** Ids are pay1, pay2, … and of their methods m1, m2, …; a later one is newer. */
    public AnOrder paid(PaymentMethod.Kind kind, long amount, long refunded) {
        int n = payments.size() + 1;
        payments.add(new Order.Payment(
                "pay" + n,
                method("m" + n, kind, currency),
                money(amount),
                money(refunded),
                money(amount - refunded),
                DAY.plusSeconds(n)));
        return this;
    }

    public AnOrder paid(PaymentMethod.Kind kind, long amount) {
        return paid(kind, amount, 0);
    }

    public static PaymentMethod method(String id, PaymentMethod.Kind kind, String currency) {
        boolean card = kind == PaymentMethod.Kind.GIFT_CARD;
        return new PaymentMethod(
                id,
                kind,
                id,
                card ? Money.zero(Money.currency(currency)) : null,
                true,
                kind != PaymentMethod.Kind.OTHER);
    }

    public Order order() {
        long subtotal = lines.stream().mapToLong(line -> line.amount().minor()).sum();
        long refunded = payments.stream()
                .mapToLong(payment -> payment.refunded().minor())
                .sum();
        long refundable = payments.stream()
                .mapToLong(payment -> payment.refundable().minor())
                .sum();
        return new Order(
                new OrderId(id),
                "#" + id,
                status,
                payment,
                fulfillment,
                new Order.CustomerSummary(new CustomerId("c1"), "Ada Low", "ada@example.com"),
                address,
                lines,
                payments,
                transactions,
                shipments,
                labels,
                returns,
                exchanges,
                holds,
                List.of(new Order.Note("n1", note, false, "somebody", DAY)),
                new Order.Risk(risk, List.of()),
                new Order.Totals(
                        money(subtotal),
                        money(shipping),
                        money(0),
                        money(0),
                        money(subtotal + shipping),
                        money(refunded),
                        money(refundable)),
                DAY,
                delivered,
                null,
                null,
                revision);
    }

    private Money money(long minor) {
        return new Money(minor, Money.currency(currency));
    }
}
