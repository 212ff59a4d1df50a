package org.countersign.scripted;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;

/** What was ordered and paid, before anybody refunds: made of an order's number, or told by a test. */
record Goods(
        String id,
        String customer,
        String currency,
        long shipping,
        List<Line> lines,
        List<Payment> payments,
        boolean delivered,
        Instant placedAt) {

    static final Instant FIRST_DAY = Instant.parse("2026-01-01T00:00:00Z");
    static final List<String> KINDS = List.of("credit_card", "gift_card", "paypal");

    record Line(String id, int product, int quantity, long unitPrice, long discount, long tax) {

        long amount() {
            return quantity * unitPrice - discount + tax;
        }

        /** What the first units come to; units refunded in whatever parts come to the whole line. */
        long upTo(int units) {
            return Math.floorDiv(2 * amount() * units + quantity, 2L * quantity);
        }
    }

    record Payment(String id, String method, long amount, Instant at) {}

    /** Order {@code S<n>} of customer {@code C<(n+1)/2>}: two orders share a customer and a gift card. */
    static Goods generated(int n) {
        String id = "S" + n;
        int owner = (n + 1) / 2;
        String customer = "C" + owner;
        String currency = owner % 10 == 7 ? "JPY" : owner % 10 == 8 ? "KWD" : "USD";
        List<Line> lines = List.of(
                new Line(id + "-1", 1 + n % 20, 3, 1000, n % 3 == 0 ? 150 : 0, n % 3 == 1 ? 77 : 0),
                new Line(id + "-2", 1 + (n + 7) % 20, 1, 2500 + n % 50 * 100L, 0, 0));
        long shipping = 900;
        long total = shipping + lines.stream().mapToLong(Line::amount).sum();
        Instant at = FIRST_DAY.plusSeconds(60L * n);
        List<Payment> payments = n % 4 == 0
                ? List.of(
                        new Payment(id + "-pay-1", "gift_card-" + customer, 2000, at),
                        new Payment(id + "-pay-2", "credit_card-" + customer, total - 2000, at.plusSeconds(1)))
                : List.of(new Payment(id + "-pay-1", (n % 4 == 2 ? "paypal-" : "credit_card-") + customer, total, at));
        return new Goods(id, customer, currency, shipping, lines, payments, n % 5 == 0, at);
    }

    /** {@code {currency, shipping, lines: [{quantity, unit_price, discount?, tax?}], payments: [{kind, amount}]}}, in minor units. */
    static Goods told(int n, ObjectNode json) {
        String id = "X" + n;
        String customer = "CX" + n;
        List<Line> lines = new ArrayList<>();
        json.path("lines")
                .forEach(line -> lines.add(new Line(
                        id + "-" + (lines.size() + 1),
                        1 + lines.size(),
                        line.path("quantity").asInt(),
                        line.path("unit_price").asLong(),
                        line.path("discount").asLong(),
                        line.path("tax").asLong())));
        Instant at = FIRST_DAY.plusSeconds(100_000_000L + 60L * n);
        List<Payment> payments = new ArrayList<>();
        json.path("payments")
                .forEach(payment -> payments.add(new Payment(
                        id + "-pay-" + (payments.size() + 1),
                        payment.path("kind").asText() + "-" + customer,
                        payment.path("amount").asLong(),
                        at.plusSeconds(payments.size()))));
        return new Goods(
                id,
                customer,
                json.path("currency").asText("USD"),
                json.path("shipping").asLong(),
                lines,
                payments,
                json.path("delivered").asBoolean(),
                at);
    }

    long subtotal() {
        return lines.stream()
                .mapToLong(line -> line.quantity() * line.unitPrice())
                .sum();
    }

    long discount() {
        return lines.stream().mapToLong(Line::discount).sum();
    }

    long tax() {
        return lines.stream().mapToLong(Line::tax).sum();
    }

    long total() {
        return subtotal() - discount() + tax() + shipping;
    }

    static String amount(long minor, String currency) {
        return BigDecimal.valueOf(minor, Currency.getInstance(currency).getDefaultFractionDigits())
                .toPlainString();
    }

    static long minor(String amount, String currency) {
        return new BigDecimal(amount)
                .movePointRight(Currency.getInstance(currency).getDefaultFractionDigits())
                .longValueExact();
    }
}
