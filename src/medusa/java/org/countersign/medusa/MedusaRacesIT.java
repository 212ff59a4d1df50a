package org.countersign.medusa;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.countersign.backend.ShopBed.Line;
import org.countersign.endtoend.Agent;
import org.countersign.endtoend.Refunding;
import org.countersign.endtoend.Together;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many at once, at two servers, on a shop that pays twice when two refunds race: it never does here. */
class MedusaRacesIT extends TwoServers {

    private static final int CALLS = 8;
    private static final int PATIENCE = 60;

    @Test
    void oneKeyAtBothServersIsOneRefund() {
        String id = order();
        JsonNode order = atFirst.order(id);
        Refunding call = Refunding.of(order).amount("7.00").key("one-key-" + id);
        List<Agent.Said> said = Together.call(CALLS, n -> agent(n).call(call));
        assertThat(refunds(id)).containsExactly(new BigDecimal("7"));
        assertThat(said)
                .filteredOn(each -> each.status().equals("done") && !each.replayed())
                .hasSize(1);
        assertThat(said)
                .allSatisfy(each -> assertThat(
                                each.status().equals("done") || each.error().equals("busy"))
                        .as("%s", each.body())
                        .isTrue());
        assertThat(atSecond.call(call).replayed()).isTrue();
        assertThat(refunds(id)).hasSize(1);
    }

    @Test
    void ofManyKeysWithOneVersionOneIsPaid() {
        String id = order();
        JsonNode order = atFirst.order(id);
        List<Agent.Said> said = Together.call(
                CALLS, n -> agent(n).call(Refunding.of(order).amount(amount(n)).key("many-keys-" + id + n)));
        assertThat(said).filteredOn(each -> each.status().equals("done")).hasSize(1);
        assertThat(said)
                .filteredOn(each -> !each.status().equals("done"))
                .allSatisfy(each -> assertThat(each.error()).isIn("stale", "busy"));
        assertThat(refunds(id)).hasSize(1);
    }

    /** Everybody wants a refund of their own and reads again until they have it: each is paid once, and no cent more. */
    @Test
    void manyRefundsOfOneOrderArePaidOneAfterAnother() {
        String id = order();
        List<Agent.Said> said = Together.call(CALLS, n -> insist(agent(n), id, amount(n)));
        assertThat(said)
                .allSatisfy(
                        each -> assertThat(each.status()).as("%s", each.body()).isEqualTo("done"));
        assertThat(refunds(id)).hasSize(CALLS);
        assertThat(refunds(id).stream().reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo("47.00");
    }

    /** Medusa's own cancellation pays back what it finds. */
    @Test
    void aCancellationAndARefundAtOnceAreOneOfThem() {
        String id = order();
        JsonNode order = atFirst.order(id);
        List<Agent.Said> said = Together.call(
                2,
                n -> n == 0
                        ? cancel(atFirst, order)
                        : atSecond.call(Refunding.of(order).amount("7.00")));
        assertThat(said).filteredOn(each -> each.status().equals("done")).hasSize(1);
        String paid = said.getFirst().status().equals("done") ? "64" : "7";
        assertThat(refunds(id).stream().reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo(paid);
        assertThat(said)
                .filteredOn(each -> !each.status().equals("done"))
                .allSatisfy(
                        each -> assertThat(each.error()).as("%s", each.body()).isIn("stale", "busy"));
        Agent.Said cancelled = cancel(atSecond, atSecond.order(id));
        assertThat(cancelled.status()).as("%s", cancelled.body()).isIn("done", "refused");
        assertThat(atFirst.order(id).path("status").asText()).isEqualTo("cancelled");
        assertThat(refunds(id).stream().reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo("64");
    }

    private static Agent.Said cancel(Agent agent, JsonNode order) {
        return agent.call(
                "cancel_order",
                "order_id",
                order.path("id").asText(),
                "version",
                order.path("version").asText(),
                "reason",
                "no_longer_needed",
                "reasoning",
                "The customer has changed her mind.");
    }

    private static Agent.Said insist(Agent agent, String id, String amount) {
        String key = UUID.randomUUID().toString();
        Agent.Said said = null;
        for (int n = 0; n < PATIENCE; n++) {
            said = agent.call(Refunding.of(agent.order(id)).amount(amount).key(key));
            if (!List.of("stale", "busy").contains(said.error())) {
                return said;
            }
        }
        return said;
    }

    /** No two alike: equal money on one order would be taken for a repetition. */
    private static String amount(int n) {
        return "%d.%02d".formatted(5 + n / 4, n % 4 * 25);
    }

    @ParameterizedTest
    @CsvSource({"USD, 6400, 0.01, 63.99", "JPY, 6400, 1, 6399", "KWD, 6125, 1.125, 5.000"})
    void amountsArriveInTheUnitsOfTheirCurrency(String currency, long price, String some, String rest) {
        String id = order(currency, 0, new Line(1, price));
        Agent.Said said = atFirst.call(
                Refunding.of(atFirst.order(id)).money("amount", some, currency).key("some-" + id));
        assertThat(said.status()).as("%s", said.body()).isEqualTo("done");
        JsonNode totals = atSecond.order(id).path("totals");
        assertThat(totals.at("/refundable/amount").asText()).isEqualTo(rest);
        assertThat(totals.at("/refunded/currency").asText()).isEqualTo(currency.toUpperCase(Locale.ROOT));
        said = atSecond.call(
                Refunding.of(atSecond.order(id)).money("amount", rest, currency).key("rest-" + id));
        assertThat(said.status()).as("%s", said.body()).isEqualTo("done");
        assertThat(refunds(id))
                .usingElementComparator(BigDecimal::compareTo)
                .containsExactlyInAnyOrder(new BigDecimal(some), new BigDecimal(rest));
        assertThat(atFirst.order(id).path("payment_status").asText()).isEqualTo("refunded");
    }
}
