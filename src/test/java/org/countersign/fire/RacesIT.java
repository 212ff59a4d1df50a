package org.countersign.fire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.countersign.endtoend.Agent;
import org.countersign.endtoend.Refunding;
import org.countersign.endtoend.Together;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many at once, at two servers: never two effects of one wish, and every sum exact, in the shop and in the ledger. */
@Timeout(300)
class RacesIT {

    private static Stage stage;

    @BeforeAll
    static void start() {
        stage = new Stage(2, Map.of("countersign.calls-per-minute", "100000", "countersign.writes-per-case", "100000"));
    }

    @AfterAll
    static void stop() {
        if (stage != null) {
            stage.close();
        }
    }

    @AfterEach
    void theBooksAgree() {
        assertThat(new Books(stage.sql).disagreements()).isEmpty();
        assertThat(new Books(stage.sql).open()).isEmpty();
    }

    private static Agent agent(String user, int n) {
        return stage.agent(user, stage.replicas.get(n % 2));
    }

    private static long effects(String order) {
        return stage.sql.number("select count(*) from shop.refunds where order_id = ?", order);
    }

    private static long refunded(String order) {
        return stage.sql.number("select coalesce(sum(refunded), 0) from shop.payments where order_id = ?", order);
    }

    private static long done(List<Agent.Said> said) {
        return said.stream()
                .filter(each -> each.status().equals("done") && !each.replayed())
                .count();
    }

    /** How many were told what. */
    private static String tally(List<Agent.Said> said) {
        return said.stream()
                .collect(Collectors.groupingBy(
                        each -> each.status() + " " + each.error() + (each.replayed() ? " replayed" : ""),
                        java.util.TreeMap::new,
                        Collectors.counting()))
                .toString();
    }

    @Test
    void aHundredCallsWithOneKeyAreOneRefund() {
        String order = stage.orders.next();
        JsonNode read = agent("bench", 0).order(order);
        List<Agent.Said> said = Together.call(
                100,
                n -> agent("bench", n).call(Refunding.of(read).amount("7.00").key("one-key-of-a-hundred")));
        assertOneEffect(order, 700, said);
        assertThat(said.stream()
                        .filter(each -> each.status().equals("done"))
                        .map(Agent.Said::action)
                        .distinct()
                        .count())
                .as(tally(said))
                .isLessThanOrEqualTo(1);
        Agent.Said again =
                agent("bench", 1).call(Refunding.of(read).amount("7.00").key("one-key-of-a-hundred"));
        assertThat(again.status()).as("%s", again.body()).isEqualTo("done");
        assertThat(effects(order)).isEqualTo(1);
    }

    /** Nobody was told that it was refused for good, and at most one that it did it; a starved pool may let all of them wait. */
    private static void assertOneEffect(String order, long cents, List<Agent.Said> said) {
        assertThat(done(said)).as(tally(said)).isEqualTo(effects(order)).isLessThanOrEqualTo(1);
        assertThat(refunded(order)).isEqualTo(effects(order) * cents);
        assertThat(said)
                .allSatisfy(each -> assertThat(each.status().equals("done")
                                || List.of("busy", "ledger_unavailable").contains(each.error()))
                        .as("%s", each.body())
                        .isTrue());
    }

    @Test
    void aHundredCallsWithoutAKeyThatAreTheSameAreOneRefund() {
        String order = stage.orders.next();
        JsonNode read = agent("bench", 0).order(order);
        List<Agent.Said> said = Together.call(
                100, n -> agent("bench", n).call(Refunding.of(read).line(order + "-1", 2)));
        assertOneEffect(order, 4_000, said);
        assertThat(agent("bench", 1)
                        .call(Refunding.of(read).line(order + "-1", 2))
                        .status())
                .isEqualTo("done");
        assertThat(effects(order)).isEqualTo(1);
    }

    @Test
    void ofAHundredWishesThatWereDecidedOnOneReadAtMostOneIsFulfilled() {
        String order = stage.orders.next();
        JsonNode read = agent("bench", 0).order(order);
        List<Agent.Said> said = Together.call(
                100,
                n -> agent("bench", n)
                        .call(Refunding.of(read).amount("1.%02d".formatted(n)).key("wish-no-" + n)));
        assertThat(done(said)).as(tally(said)).isEqualTo(effects(order)).isLessThanOrEqualTo(1);
        assertThat(said)
                .allSatisfy(each -> assertThat(each.status().equals("done")
                                || List.of("stale", "busy", "ledger_unavailable")
                                        .contains(each.error()))
                        .as("%s", each.body())
                        .isTrue());
    }

    /** Each reads again and insists; what the shop shows is what they were told, to the cent. */
    @Test
    void twentyWhoInsistOnOneOrderGetWhatTheyWereToldAndNoMore() {
        String order = stage.orders.next();
        List<Agent.Said> said = Together.call(20, n -> insist(agent("bench", n), order, 300 + n));
        long told = 0;
        for (int n = 0; n < said.size(); n++) {
            told += said.get(n).status().equals("done") ? 300 + n : 0;
        }
        assertThat(done(said)).isEqualTo(effects(order)).isPositive();
        assertThat(refunded(order)).isEqualTo(told).isLessThanOrEqualTo(10_000);
    }

    private static Agent.Said insist(Agent agent, String order, int cents) {
        Agent.Said said = null;
        for (int n = 0; n < 60; n++) {
            said = agent.call(Refunding.of(agent.order(order))
                    .amount("%d.%02d".formatted(cents / 100, cents % 100))
                    .key("insists-" + order + "-" + cents));
            if (!List.of("stale", "busy", "ledger_unavailable").contains(said.error())) {
                return said;
            }
        }
        return said;
    }

    @Test
    void twoAgentsWhoWantTheSameForOneOrderAreOneRefund() {
        for (int round = 0; round < 10; round++) {
            String order = stage.orders.next();
            String cents = "5.%02d".formatted(round);
            List<JsonNode> read =
                    List.of(agent("ada", 0).order(order), agent("ben", 1).order(order));
            List<Agent.Said> said = Together.call(
                    2,
                    n -> agent(n == 0 ? "ada" : "ben", n)
                            .call(Refunding.of(read.get(n)).amount(cents)));
            assertThat(effects(order)).isEqualTo(1);
            assertThat(done(said)).as(tally(said)).isEqualTo(1);
            Agent.Said late = said.stream()
                    .filter(each -> !each.status().equals("done"))
                    .findFirst()
                    .orElseThrow();
            assertThat(late.error()).as("%s", late.body()).isIn("stale", "busy");
            int who = said.indexOf(late);
            Agent.Said again = insist(agent(who == 0 ? "ada" : "ben", who), order, 500 + round);
            assertThat(again.error()).as("%s", again.body()).isEqualTo("possible_duplicate");
            assertThat(effects(order)).isEqualTo(1);
        }
    }

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

    @Test
    void aSwitchThatIsThrownBetweenClaimAndSendStopsTheSend() {
        for (Point point : List.of(Point.CLAIM_UNHEARD, Point.BEFORE_READ, Point.LEASE_UNHEARD)) {
            String order = stage.orders.next();
            Replica replica = stage.replicas.getFirst();
            Refunding call = Refunding.of(agent("bench", 0).order(order))
                    .amount("3.00")
                    .with("refund_to", Orders.giftCard(order));
            Trap trap = new Trap(point, order, () -> writes(false));
            replica.set(trap);
            Agent.Said stopped = CompletableFuture.supplyAsync(
                            () -> agent("bench", 0).call(call))
                    .join();
            replica.set(null);
            assertThat(trap.sprungWithin(0)).as("%s was reached", point).isTrue();
            assertThat(stopped.error()).as("%s", stopped.body()).isEqualTo("writes_disabled");
            assertThat(effects(order)).isZero();
            writes(true);
            Agent.Said after = agent("bench", 0).call(call);
            assertThat(after.status()).as("%s", after.body()).isEqualTo("done");
            assertThat(effects(order)).isEqualTo(1);
        }
    }

    private static void writes(boolean enabled) {
        assertThat(stage.switchWrites(stage.replicas.get(1), enabled)).isTrue();
    }
}
