package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Money, the balances of gift cards and stock, summed after every call of random sequences of all tools on a few orders of
 * one customer: nothing comes from nowhere and nothing is lost. {@code -Dbalance.calls} makes them longer.
 */
@QuarkusTest
@TestProfile(EveryWriteTest.Fast.class)
class BalanceTest extends WholeServer {

    private static final int CALLS = Integer.getInteger("balance.calls", 60);
    private static final List<String> SIZES = List.of("", "-L", "-S");

    private final Agent bench = Agent.as("bench");
    private final Map<String, Integer> tally = new TreeMap<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whateverIsDoneTheBooksBalance(long seed) {
        Random random = new Random(seed);
        List<ShopFixture> shops = List.of(
                EveryWrite.open(sql), EveryWrite.delivered(sql), EveryWrite.open(sql), EveryWrite.delivered(sql));
        Map<String, Books> books = new TreeMap<>();
        shops.forEach(shop -> books.put(shop.order, Books.of(sql, shop)));
        for (int n = 0; n < CALLS; n++) {
            ShopFixture shop = shops.get(random.nextInt(shops.size()));
            Move move = move(random, shop);
            Agent.Said said =
                    bench.call(move.tool(), move.call().put("case_id", "c-" + seed + "-" + n + "-" + shop.order));
            String came = said.status() + " " + said.error() + " " + said.rule();
            assertThat(said.status()).as("%s %s", move, said.content()).isIn("done", "refused");
            assertThat(said.error())
                    .as("%s %s", move, said.content())
                    .isNotIn(
                            "internal",
                            "ledger_unavailable",
                            "backend_unavailable",
                            "backend_refused",
                            "invalid_arguments");
            tally.merge(move.tool() + " " + came.strip(), 1, Integer::sum);
            books.get(shop.order).assertBalanced(sql, shop, move + " " + came);
            arrives(random, shop);
        }
        System.out.println("balance, seed " + seed + ": " + tally);
        assertThat(tally.keySet().stream()
                        .filter(came -> came.endsWith(" done"))
                        .count())
                .as("different tools that did something: %s", tally)
                .isGreaterThan(8);
    }

    @Test
    void theBooksNoticeACentThatComesFromNowhere() {
        ShopFixture shop = EveryWrite.open(sql);
        Books books = Books.of(sql, shop);
        books.assertBalanced(sql, shop, "before");
        sql.execute("update shop.payment_methods set balance = balance + 1 where id = ?", EveryWrite.giftCard(shop));
        org.junit.jupiter.api.Assertions.assertThrows(
                AssertionError.class, () -> books.assertBalanced(sql, shop, "a cent too much"));
    }

    private record Move(String tool, ObjectNode call) {}

    /** What is on its way arrives now and then. */
    private void arrives(Random random, ShopFixture shop) {
        if (random.nextInt(4) == 0) {
            sql.execute(
                    "update shop.orders set fulfillment_status = 'delivered', delivered_at = now(),"
                            + " revision = nextval('shop.revisions') where id = ? and fulfillment_status = 'shipped'",
                    shop.order);
        }
    }

    private Move move(Random random, ShopFixture shop) {
        JsonNode order = bench.order(shop.order);
        ObjectNode call = Writing.of(order);
        return switch (random.nextInt(15)) {
            case 0 -> refund(random, shop, call.put("reason", "damaged"));
            case 1 ->
                random.nextInt(4) == 0
                        ? new Move(
                                "cancel_order",
                                call.put("reason", "out_of_stock").put("restock", random.nextBoolean()))
                        : refund(random, shop, call.put("reason", "damaged"));
            case 2 -> new Move("change_order_items", changes(random, shop, call, order));
            case 3 -> new Move("change_payment_method", call.put("payment_method_id", method(random, shop)));
            case 4 -> {
                ArrayNode lines = call.putArray("lines");
                lines.add(line(random, shop));
                yield new Move("create_return", call.put("refund_to", method(random, shop)));
            }
            case 5 -> new Move("exchange_items", changes(random, shop, call, order));
            case 6, 7, 8 -> receive(random, shop, call, order);
            case 9 -> {
                if (random.nextBoolean()) {
                    call.putArray("lines").add(line(random, shop));
                }
                yield new Move("fulfill_order", call);
            }
            case 10 -> new Move("hold_order", call.put("reason", "customer_request"));
            case 11 -> new Move("release_order", call);
            case 12 -> label(random, call, order);
            case 13 -> {
                ObjectNode credit = Writing.ofCustomer(bench.call("get_customer", "customer_id", shop.customer)
                                .content()
                                .path("customer"))
                        .put("reason", "goodwill");
                credit.putObject("amount")
                        .put("amount", random.nextInt(20) + "." + (10 + random.nextInt(90)))
                        .put("currency", "USD");
                yield new Move("issue_store_credit", credit);
            }
            default ->
                new Move(
                        "add_order_note",
                        call.put("text", "note " + random.nextInt()).put("visible_to_customer", false));
        };
    }

    private Move refund(Random random, ShopFixture shop, ObjectNode call) {
        if (random.nextInt(3) == 0) {
            call.putObject("amount")
                    .put("amount", (1 + random.nextInt(30)) + "." + (10 + random.nextInt(90)))
                    .put("currency", "USD");
        } else {
            call.putArray("lines").add(line(random, shop));
            call.put("restock", random.nextBoolean());
        }
        if (random.nextBoolean()) {
            call.put("refund_to", method(random, shop));
        }
        return new Move("refund_order", call);
    }

    private Move receive(Random random, ShopFixture shop, ObjectNode call, JsonNode order) {
        List<String> returns = open(order.path("returns"));
        List<String> exchanges = open(order.path("exchanges"));
        if (!exchanges.isEmpty()) {
            return new Move("receive_return", call.put("exchange_id", exchanges.getFirst()));
        }
        if (!returns.isEmpty()) {
            return new Move("receive_return", call.put("return_id", returns.getFirst()));
        }
        return new Move("change_order_items", changes(random, shop, call, order));
    }

    private static List<String> open(JsonNode requests) {
        List<String> ids = new ArrayList<>();
        requests.forEach(request -> {
            if (List.of("requested", "received").contains(request.path("status").asText())) {
                ids.add(request.path("id").asText());
            }
        });
        return ids;
    }

    private Move label(Random random, ObjectNode call, JsonNode order) {
        List<String> bought = new ArrayList<>();
        order.path("labels").forEach(label -> {
            if (label.path("status").asText().equals("bought")) {
                bought.add(label.path("id").asText());
            }
        });
        if (!bought.isEmpty()) {
            return new Move("void_shipping_label", call.put("label_id", bought.getFirst()));
        }
        String direction = random.nextBoolean() ? "outbound" : "return";
        JsonNode rates = bench.call(
                        "quote_shipping_rates",
                        "order_id",
                        call.path("order_id").asText(),
                        "direction",
                        direction)
                .content()
                .path("rates");
        return rates.isEmpty()
                ? new Move("release_order", call)
                : new Move(
                        "buy_shipping_label",
                        call.put("rate_id", rates.path(0).path("id").asText()).put("direction", direction));
    }

    /** Of lines as the order has them now, also such as were split off. */
    private ObjectNode changes(Random random, ShopFixture shop, ObjectNode call, JsonNode order) {
        call.put("payment_method_id", method(random, shop));
        ArrayNode changes = call.putArray("changes");
        order.path("lines").forEach(line -> {
            if (changes.isEmpty() || random.nextInt(3) == 0) {
                String product = line.path("product_id").asText().replace("product-", "variant-");
                ObjectNode change = changes.addObject()
                        .put("line_id", line.path("id").asText())
                        .put("variant_id", product + SIZES.get(random.nextInt(SIZES.size())));
                if (random.nextInt(3) == 0) {
                    change.put("quantity", 1);
                }
            }
        });
        return call;
    }

    private static ObjectNode line(Random random, ShopFixture shop) {
        boolean first = random.nextBoolean();
        return Writing.JSON
                .createObjectNode()
                .put("line_id", shop.line(first ? 1 : 2))
                .put("quantity", first ? 1 + random.nextInt(2) : 1);
    }

    private static String method(Random random, ShopFixture shop) {
        return random.nextBoolean() ? EveryWrite.giftCard(shop) : "credit_card-" + shop.order + "-1";
    }

    /**
     * What an order and its customer began with.
     *
     * @param paid  into the order
     * @param cards the balances of the customer's gift cards
     * @param units of each variant, in stock and sold and not put back
     */
    private record Books(long paid, long cards, Map<String, Long> units) {

        private static final String CARDS =
                "select coalesce(sum(balance), 0) from shop.payment_methods where customer_id = ?";

        static Books of(Sql sql, ShopFixture shop) {
            return new Books(
                    sql.number("select coalesce(sum(amount), 0) from shop.payments where order_id = ?", shop.order),
                    sql.number(CARDS, shop.customer),
                    units(sql, shop));
        }

        private static Map<String, Long> units(Sql sql, ShopFixture shop) {
            Map<String, Long> units = new TreeMap<>();
            for (String variant : sql.texts(
                    "select id from shop.variants where product_id like ? order by id",
                    "product-" + shop.order + "-%")) {
                units.put(
                        variant,
                        sql.number(
                                "select stock + (select coalesce(sum(quantity - restocked_quantity), 0) from shop.lines"
                                        + " where variant_id = v.id) from shop.variants v where v.id = ?",
                                variant));
            }
            return units;
        }

        void assertBalanced(Sql sql, ShopFixture shop, String after) {
            String of = "select coalesce(sum(amount), 0) from shop.transactions where order_id = ? and kind = ?";
            long charged = sql.number(of, shop.order, "charge");
            long refunded = sql.number(of, shop.order, "refund");
            assertThat(sql.number("select coalesce(sum(amount), 0) from shop.payments where order_id = ?", shop.order))
                    .as("payments after %s", after)
                    .isEqualTo(paid + charged);
            assertThat(shop.refunded())
                    .as("refunded after %s", after)
                    .isEqualTo(refunded)
                    .isLessThanOrEqualTo(paid + charged);
            String onCards = " and method_id in (select id from shop.payment_methods where balance is not null)";
            long credit = sql.number(
                    "select coalesce(sum(amount), 0) from shop.changes where kind = 'store_credit' and customer_id = ?",
                    shop.customer);
            assertThat(sql.number(CARDS, shop.customer))
                    .as("gift cards after %s", after)
                    .isEqualTo(cards
                            + credit
                            + sql.number(of + onCards, shop.order, "refund")
                            - sql.number(of + onCards, shop.order, "charge"));
            assertThat(units(sql, shop)).as("units after %s", after).isEqualTo(units);
        }
    }
}
