package org.countersign.scripted;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was ordered and paid, before anything happens to it: made of an order's number, or told by a test.
 *
 * @param deliveredAt absent: still in the house
 * @param giftCard    what the customer's gift card has on it, in minor units
 * @param methods     of the customer, beside one of each of {@link #KINDS}
 */
record Goods(
        String id,
        String customer,
        String currency,
        long shipping,
        List<Line> lines,
        List<Payment> payments,
        @Nullable Instant deliveredAt,
        Instant placedAt,
        ObjectNode address,
        long giftCard,
        List<Method> methods) {

    static final Instant FIRST_DAY = Instant.parse("2026-01-01T00:00:00Z");
    static final List<String> KINDS = List.of("credit_card", "gift_card", "paypal");
    private static final long GIFT_CARD = 10_000;

    record Line(String id, int product, int quantity, long unitPrice, long discount, long tax) {

        long amount() {
            return quantity * unitPrice - discount + tax;
        }
    }

    record Payment(String id, String method, long amount, Instant at) {}

    record Method(String id, String kind, long balance) {}

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
        Instant delivered = n % 5 == 0 ? at.plusSeconds(86_400) : null;
        return new Goods(
                id, customer, currency, shipping, lines, payments, delivered, at, bern(), GIFT_CARD, List.of());
    }

    /**
     * {@code {currency, shipping, lines: [{quantity, unit_price, discount?, tax?}], payments: [{kind, amount}], address?,
     * gift_card?, delivered?}}, in minor units.
     */
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
                json.path("delivered").asBoolean() ? yesterday() : null,
                at,
                json.path("address").isObject() ? (ObjectNode) json.path("address") : bern(),
                json.path("gift_card").asLong(GIFT_CARD),
                List.of());
    }

    Goods delivered(Instant then) {
        return new Goods(id, customer, currency, shipping, lines, payments, then, placedAt, address, giftCard, methods);
    }

    /** With one more method of the customer. */
    Goods with(String kind, long balance) {
        List<Method> more = new ArrayList<>(methods);
        more.add(new Method(kind + "-" + customer + "-" + (more.size() + 1), kind, balance));
        return new Goods(
                id, customer, currency, shipping, lines, payments, deliveredAt, placedAt, address, giftCard, more);
    }

    static Instant yesterday() {
        return Instant.now().minus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
    }

    private static ObjectNode bern() {
        return Http.object()
                .put("name", "Ada Low")
                .put("line1", "1 Main Street")
                .put("city", "Bern")
                .put("postal_code", "3011")
                .put("country", "CH");
    }
}
