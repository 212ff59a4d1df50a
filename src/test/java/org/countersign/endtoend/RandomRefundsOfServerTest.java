package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.countersign.shop.Money;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a model asks in whatever order, through the whole server: nobody is ever paid too much, the books balance. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class RandomRefundsOfServerTest extends WholeServer {

    private static final List<String> CURRENCIES = List.of("USD", "JPY", "KWD");
    private static final long PAID = 16_481;

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void noSequenceOfCallsEverOverpays(long seed) {
        Random random = new Random(seed);
        String currency = CURRENCIES.get(random.nextInt(3));
        ShopFixture shop = new ShopFixture(sql, currency, 900)
                .line(3, 1_001)
                .line(2, 1_289)
                .line(1, 10_000)
                .payment("gift_card", 5_000)
                .payment("paypal", 8_000)
                .payment("gift_card", 3_481)
                .method("gift_card");
        Agent bench = Agent.as("bench");
        List<Refunding> sent = new ArrayList<>();
        int done = 0;

        for (int n = 0; n < 40; n++) {
            long before = shop.refunded();
            boolean repeat = !sent.isEmpty() && random.nextInt(5) == 0;
            Refunding call = repeat
                    ? sent.get(random.nextInt(sent.size()))
                    : any(random, shop, bench.order(shop.order), currency);
            sent.add(call);
            Agent.Said said = bench.call(call);
            assertThat(said.status()).as("%s", said.content()).isIn("done", "refused", "awaiting_approval", "planned");
            boolean changed = said.status().equals("done") && !said.replayed();
            done += changed ? 1 : 0;
            assertThat(shop.refunded() > before).as("%s", said.content()).isEqualTo(changed);
            if (changed) {
                long amount =
                        minor(said.content().path("effect").path("observed").path("amount"));
                assertThat(shop.refunded() - before).isEqualTo(amount);
            }
            assertBooks(shop, currency);
        }
        assertThat(done).as("some of them were sensible").isPositive();
    }

    private static long minor(JsonNode money) {
        return Money.parse(money.path("amount").asText(), money.path("currency").asText())
                .minor();
    }

    private void assertBooks(ShopFixture shop, String currency) {
        assertThat(sql.number(
                        "select count(*) from shop.payments where order_id = ? and refunded > amount", shop.order))
                .isZero();
        assertThat(sql.number(
                        "select count(*) from shop.lines where order_id = ? and refunded_quantity > quantity",
                        shop.order))
                .isZero();
        long refunded = shop.refunded();
        assertThat(refunded).isBetween(0L, PAID);
        assertThat(sql.number("select coalesce(sum(amount), 0) from shop.refunds where order_id = ?", shop.order))
                .isEqualTo(refunded);
        assertThat(sql.number(
                        "select coalesce(sum(amount), 0) from shop.transactions where order_id = ? and kind = 'refund'",
                        shop.order))
                .isEqualTo(refunded);
        assertThat(sql.number(
                        "select coalesce(sum(balance), 0) from shop.payment_methods where customer_id = ?",
                        shop.customer))
                .as("gift cards")
                .isEqualTo(sql.number(
                        "select coalesce(sum(amount), 0) from shop.refunds where order_id = ? and method_id like 'gift_card%'",
                        shop.order));
        assertThat(sql.number(
                        "select sum(v.stock) - 30 from shop.variants v join shop.lines l on l.variant_id = v.id where l.order_id = ?",
                        shop.order))
                .as("stock")
                .isEqualTo(sql.number(
                        "select coalesce(sum(restocked_quantity), 0) from shop.lines where order_id = ?", shop.order));
        assertThat(sql.number(
                        "select coalesce(sum(money_minor), 0) from countersign.action where target_id = ? and status = 'DONE'",
                        shop.order))
                .as("the ledger")
                .isEqualTo(refunded);
    }

    /** Often sensible, often too much, sometimes nonsense. */
    private static Refunding any(Random random, ShopFixture shop, JsonNode order, String currency) {
        Refunding call =
                random.nextInt(8) == 0 ? Refunding.of(shop.order, "an-old-or-made-up-version") : Refunding.of(order);
        if (random.nextBoolean()) {
            Money amount = new Money(random.nextInt(random.nextInt(6) == 0 ? 20_000 : 1_500), Money.currency(currency));
            call.money("amount", amount.amount(), random.nextInt(12) == 0 ? "EUR" : currency);
        } else {
            for (int line = 1; line <= 3; line++) {
                if (random.nextInt(3) == 0) {
                    call.line(shop.line(line), 1 + random.nextInt(2));
                }
            }
            if (random.nextInt(3) == 0) {
                Money shipping = new Money(random.nextInt(500), Money.currency(currency));
                call.money("shipping", shipping.amount(), currency);
            }
        }
        if (random.nextInt(3) == 0) {
            String method = random.nextInt(5) == 0 ? "gift_card_1725971" : "gift_card-" + shop.order + "-0";
            call.with("refund_to", method);
        }
        if (random.nextInt(4) == 0) {
            call.with("restock", random.nextBoolean());
        }
        if (random.nextInt(8) == 0) {
            call.with("dry_run", true);
        }
        return call;
    }
}
