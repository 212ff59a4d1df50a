package org.countersign.backend.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.countersign.gate.Reply;
import org.countersign.gate.StepKey;
import org.countersign.refund.Refunds.LineQuantity;
import org.countersign.refund.Refunds.Refund;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is asked in whatever order, the shop gives nothing back that it does not have left, and its books balance. */
class RandomRefundsTest {

    private static final List<String> CURRENCIES = List.of("USD", "JPY", "KWD");

    private static TestShop shop;

    @BeforeAll
    static void open() {
        shop = new TestShop();
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void noSequenceOfRefundsEverOverpays(long seed) {
        Random random = new Random(seed);
        String currency = CURRENCIES.get(random.nextInt(3));
        Fixture fixture = Fixture.order(shop, currency, 900)
                .line(3, 1001, 50, 77)
                .line(2, 250, 0, 0)
                .line(1, 9999, 999, 1)
                .payment("gift_card", 5_000)
                .payment("paypal", 8_000)
                .payment("gift_card", 3_481)
                .method("gift_card");
        List<Refund> sent = new ArrayList<>();

        for (int n = 0; n < 60; n++) {
            boolean repeat = !sent.isEmpty() && random.nextInt(4) == 0;
            Refund refund = repeat ? sent.get(random.nextInt(sent.size())) : any(random, fixture, currency);
            int key = repeat ? sent.indexOf(refund) : sent.size();
            if (!repeat) {
                sent.add(refund);
            }
            Order before = fixture.read();
            Reply reply = shop.refunds.refund(refund, new StepKey(fixture.order + "/" + key));
            assertBooks(fixture, before, reply);
        }
        assertThat(fixture.read().totals().refunded().isPositive()).isTrue();
    }

    private static void assertBooks(Fixture fixture, Order before, Reply reply) {
        Order after = fixture.read();
        assertThat(reply).isInstanceOfAny(Reply.Accepted.class, Reply.Declined.class);
        if (reply instanceof Reply.Declined) {
            assertThat(after).isEqualTo(before);
        }
        assertThat(after.payments())
                .allSatisfy(payment -> assertThat(payment.refundable().minor())
                        .isBetween(0L, payment.amount().minor()));
        assertThat(after.lines())
                .allSatisfy(line -> assertThat(line.refundedQuantity()).isBetween(0, line.quantity()));
        assertThat(after.totals().refunded().plus(after.totals().refundable()).minor())
                .isEqualTo(16_481);
        long moved = after.transactions().stream()
                .mapToLong(transaction -> transaction.amount().minor())
                .sum();
        assertThat(moved).as("transactions").isEqualTo(after.totals().refunded().minor());
        assertThat(shop.number(
                        "select coalesce(sum(amount), 0) from shop.refunds where order_id = '" + fixture.order + "'"))
                .as("refunds")
                .isEqualTo(moved);
        assertThat(shop.number(
                        "select sum(balance) from shop.payment_methods where customer_id = '" + fixture.customer + "'"))
                .as("gift cards")
                .isEqualTo(after.transactions().stream()
                        .filter(transaction -> transaction.methodId().startsWith("gift_card"))
                        .mapToLong(transaction -> transaction.amount().minor())
                        .sum());
        boolean changed = after.transactions().size() > before.transactions().size();
        assertThat(after.revision().equals(before.revision())).isEqualTo(!changed);
        if (changed) {
            assertThat(reply).isInstanceOf(Reply.Accepted.class);
        }
    }

    /** Often sensible, often too much, sometimes nonsense. */
    private static Refund any(Random random, Fixture fixture, String currency) {
        int payment = 1 + random.nextInt(3);
        String own = (payment == 2 ? "paypal-" : "gift_card-") + fixture.order + "-" + payment;
        String other = "gift_card-" + fixture.order + "-0";
        Money amount = new Money(random.nextInt(2_000) - 20, Money.currency(currency));
        return new Refund(
                new OrderId(fixture.order),
                fixture.order + "-pay-" + payment,
                random.nextInt(3) == 0 ? other : own,
                amount,
                lines(random, fixture),
                random.nextInt(4) == 0 ? new Money(random.nextInt(500), amount.currency()) : null,
                random.nextInt(3) == 0 ? lines(random, fixture) : List.of(),
                "damaged",
                null,
                false);
    }

    private static List<LineQuantity> lines(Random random, Fixture fixture) {
        List<LineQuantity> lines = new ArrayList<>();
        for (int line = 1; line <= 3; line++) {
            if (random.nextInt(4) == 0) {
                lines.add(new LineQuantity(
                        fixture.order + "-" + line, random.nextInt(20) == 0 ? 0 : 1 + random.nextInt(2)));
            }
        }
        return lines;
    }
}
