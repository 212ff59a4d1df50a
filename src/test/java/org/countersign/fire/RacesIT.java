package org.countersign.fire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.countersign.endtoend.Agent;
import org.countersign.endtoend.Refunding;
import org.countersign.endtoend.Together;
import org.junit.jupiter.api.Test;

/** Many at once, at two servers: never two effects of one wish, and every sum exact, in the shop and in the ledger. */
class RacesIT extends Race {

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

    /** Exactly one at once, and whoever was not told of it was told to come again. */
    private static void assertOneEffect(String order, long cents, List<Agent.Said> said) {
        assertThat(effects(order)).as(tally(said)).isEqualTo(1);
        assertThat(done(said)).as(tally(said)).isEqualTo(1);
        assertThat(refunded(order)).isEqualTo(cents);
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
}
