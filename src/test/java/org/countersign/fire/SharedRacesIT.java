package org.countersign.fire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.countersign.endtoend.Agent;
import org.countersign.endtoend.Refunding;
import org.countersign.endtoend.Together;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What many actions share: a gift card, a person's day, a customer's month. Two servers never go above a cap. */
class SharedRacesIT extends Race {

    private static final int MANY = 24;
    /** No two sums are equal, since some of these orders come to one customer: that would be a duplicate. */
    private static final AtomicInteger CENTS = new AtomicInteger();

    @Test
    void twoOrdersThatAreRefundedToOneGiftCardAddUpOnIt() {
        List<String> orders = new ArrayList<>(List.of(stage.orders.next()));
        if (Integer.parseInt(orders.getFirst().substring(1)) % 2 == 1) {
            orders.set(0, stage.orders.next());
        }
        while (orders.size() < 20) {
            orders.add(stage.orders.next());
        }
        List<JsonNode> read =
                orders.stream().map(order -> agent("bench", 0).order(order)).toList();
        List<Agent.Said> said = Together.call(
                20,
                n -> agent("bench", n / 2 + n)
                        .call(Refunding.of(read.get(n))
                                .amount("2.%02d".formatted(n))
                                .with("refund_to", Orders.giftCard(orders.get(n)))));
        assertThat(said)
                .allSatisfy(
                        each -> assertThat(each.status()).as("%s", each.body()).isEqualTo("done"));
        for (int n = 0; n < 20; n += 2) {
            assertThat(Orders.giftCard(orders.get(n))).isEqualTo(Orders.giftCard(orders.get(n + 1)));
            assertThat(stage.sql.number(
                            "select balance from shop.payment_methods where id = ?", Orders.giftCard(orders.get(n))))
                    .isEqualTo(200 + n + 200 + n + 1);
        }
    }

    @BeforeEach
    void nothingIsUsed() {
        stage.sql.execute("update countersign.budget_use set at = now() - interval '31 days'");
    }

    /** It counts within a second, at every server; a call that was decided before is sent back with {@code busy}. */
    private static void budget(String terms) {
        stage.sql.execute(
                "update countersign.role_grant set version = version + 1, terms = ?::jsonb"
                        + " where role = 'support_agent' and tool = 'refund_order'",
                terms);
    }

    /** All at once, each for an order and a sum of its own, and again as long as it is told to wait. */
    private static List<Agent.Said> refundAll(List<String> orders, String... users) {
        List<Refunding> calls = IntStream.range(0, orders.size())
                .mapToObj(n -> Refunding.of(agent(users[n % users.length], n).order(orders.get(n)))
                        .amount("10.%02d".formatted(CENTS.getAndIncrement())))
                .toList();
        return Together.call(
                orders.size(), n -> untilAnswered(agent(users[n % users.length], n / 2 + n), calls.get(n)));
    }

    private static Agent.Said untilAnswered(Agent agent, Refunding call) {
        Agent.Said said = agent.call(call);
        for (int n = 0; n < 100 && List.of("busy", "ledger_unavailable").contains(said.error()); n++) {
            said = agent.call(call);
        }
        return said;
    }

    private static List<String> orders() {
        return IntStream.range(0, MANY).mapToObj(n -> stage.orders.next()).toList();
    }

    private static long effects(List<String> orders) {
        return orders.stream().mapToLong(Race::effects).sum();
    }

    private static long refunded(List<String> orders) {
        return orders.stream().mapToLong(Race::refunded).sum();
    }

    private static void assertAllElseWereLimited(List<Agent.Said> said, long done) {
        assertThat(done(said)).as(tally(said)).isEqualTo(done);
        assertThat(said)
                .filteredOn(each -> !each.status().equals("done"))
                .allSatisfy(
                        each -> assertThat(each.error()).as("%s", each.body()).isEqualTo("limit_exceeded"));
    }

    @Test
    void aPersonsDayIsNeverAboveItsSum() {
        budget("{\"daily_amount\": {\"amount\": \"78.00\", \"currency\": \"USD\"}}");
        List<String> orders = orders();
        List<Agent.Said> said = refundAll(orders, "ada");
        // 7 of 10.00 to 10.95 fit, whichever they are; an eighth does not
        assertThat(effects(orders)).as(tally(said)).isEqualTo(7);
        assertThat(refunded(orders)).isLessThanOrEqualTo(7_800);
        assertAllElseWereLimited(said, 7);
    }

    @Test
    void aPersonsDayIsNeverAboveItsCountAndEachPersonHasOne() {
        budget("{\"daily_count\": 5}");
        List<String> orders = orders();
        List<Agent.Said> said = refundAll(orders, "ada", "ben");
        assertThat(effects(orders)).as(tally(said)).isEqualTo(10);
        assertAllElseWereLimited(said, 10);
    }

    @Test
    void aCustomersMonthIsNeverAboveItsSumWhoeverAsks() {
        budget(
                "{\"per_customer_30_days\": {\"amount\": {\"amount\": \"68.00\", \"currency\": \"USD\"}, \"count\": 9}}");
        List<String> orders = orders();
        ofOneCustomer(orders);
        List<Agent.Said> said = refundAll(orders, "ada", "ben");
        assertThat(effects(orders)).as(tally(said)).isEqualTo(6);
        assertThat(refunded(orders)).isLessThanOrEqualTo(6_800);
        assertAllElseWereLimited(said, 6);
    }

    @Test
    void aCustomersMonthIsNeverAboveItsCountWhoeverAsks() {
        budget("{\"per_customer_30_days\": {\"count\": 3}}");
        List<String> orders = orders();
        ofOneCustomer(orders);
        List<Agent.Said> said = refundAll(orders, "ada", "ben");
        assertThat(effects(orders)).as(tally(said)).isEqualTo(3);
        assertAllElseWereLimited(said, 3);
    }

    private static void ofOneCustomer(List<String> orders) {
        String whose = "(select customer_id from shop.orders where id = ?)";
        for (String order : orders.subList(1, orders.size())) {
            // its gift card and its other orders come with it
            String customer = stage.sql.text("select customer_id from shop.orders where id = ?", order);
            stage.sql.execute(
                    "update shop.payment_methods set customer_id = " + whose
                            + ", position = position + nextval('shop.ids') where customer_id = ?",
                    orders.getFirst(),
                    customer);
            stage.sql.execute(
                    "update shop.orders set customer_id = " + whose + " where customer_id = ?",
                    orders.getFirst(),
                    customer);
        }
    }
}
