package org.countersign.medusa;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.countersign.endtoend.Agent;
import org.countersign.endtoend.Refunding;
import org.countersign.medusa.DoubtfulLine.Fate;
import org.junit.jupiter.api.Test;

/** Answers that are lost, requests that are, and servers that die, between Countersign and a real Medusa. */
class MedusaDoubtIT extends TwoServers {

    private static final BigDecimal NINE = new BigDecimal("9");

    private static Refunding nine(String id) {
        return Refunding.of(atFirst.order(id)).amount("9.00").key("nine-of-" + id);
    }

    @Test
    void aRefundWhoseAnswerIsLostIsFoundAndNotSentAgain() {
        String id = order();
        Refunding call = nine(id);
        line.next(Fate.ANSWER_LOST);
        Agent.Said said = atFirst.call(call);
        assertThat(said.status()).as("%s", said.body()).isEqualTo("done");
        assertThat(said.content().path("verification").asText()).isEqualTo("verified");
        assertThat(refunds(id)).containsExactly(NINE);
        assertThat(atSecond.call(call).replayed()).isTrue();
        assertThat(refunds(id)).hasSize(1);
    }

    @Test
    void aShopThatIsGoneAfterARefundIsAskedWhenItIsBack() {
        String id = order();
        Refunding call = nine(id);
        line.next(Fate.ANSWER_LOST_AND_DARK);
        Agent.Said said = atFirst.call(call);
        assertThat(said.status()).as("%s", said.body()).isEqualTo("outcome_unknown");
        assertThat(said.content().path("verification").asText()).isEqualTo("pending");
        Agent.Said again = atSecond.call(call);
        assertThat(again.status()).isEqualTo("outcome_unknown");
        line.light();
        due(said.action());
        assertThat(status(atSecond, said)).isEqualTo("done");
        assertThat(refunds(id)).containsExactly(NINE);
    }

    /** Medusa proves no absence, so nobody concludes it: the order waits for a person. */
    @Test
    void aRefundThatNeverArrivedStaysADoubtAndTheOrderTakesNoOther() {
        String id = order();
        Refunding call = nine(id);
        line.next(Fate.REQUEST_LOST);
        Agent.Said said = atFirst.call(call);
        assertThat(said.status()).as("%s", said.body()).isEqualTo("outcome_unknown");
        due(said.action());
        assertThat(status(atSecond, said)).isEqualTo("outcome_unknown");
        assertThat(atSecond.call(call).status()).isEqualTo("outcome_unknown");
        Agent.Said other =
                atSecond.call(Refunding.of(atSecond.order(id)).amount("4.00").key("other-" + id));
        assertThat(other.error()).as("%s", other.body()).isEqualTo("unresolved");
        assertThat(refunds(id)).isEmpty();
    }

    @Test
    void aServerThatDiesAfterSendingLeavesOneRefundThatTheOtherOneFinds() {
        String id = order();
        Refunding call = nine(id);
        line.next(Fate.NEVER_ANSWERED);
        CompletableFuture<Agent.Said> lost = CompletableFuture.supplyAsync(() -> atFirst.call(call));
        line.awaitFate();
        first.kill();
        assertThat(lost).failsWithin(Duration.ofSeconds(30));
        String action = sql.text("select id from countersign.action where target_id = ?", id);
        assertThat(atSecond.call("get_action", "action_id", action).status())
                .as("its lease is not over")
                .isEqualTo("running");
        sql.execute("update countersign.object_lease set held_until = now() - interval '1 s' where holder = ?", action);
        due(action);
        assertThat(atSecond.call("get_action", "action_id", action).status()).isEqualTo("done");
        Agent.Said repeated = atSecond.call(call);
        assertThat(repeated.status()).isEqualTo("done");
        assertThat(repeated.replayed()).isTrue();
        first.restart();
        assertThat(atFirst.call(call).replayed()).isTrue();
        assertThat(refunds(id)).containsExactly(NINE);
    }

    /** Medusa answers 400 here, after it has paid. */
    @Test
    void aRefundThatMeetsSomebodysOrderEditIsCountedAsPaid() {
        String id = order();
        Refunding call = nine(id);
        line.meanwhile(() -> shop.admin().post("/admin/order-edits", Map.of("order_id", id)));
        Agent.Said said = atFirst.call(call);
        assertThat(refunds(id)).containsExactly(NINE);
        assertThat(said.status()).as("%s", said.body()).isEqualTo("done");
        assertThat(atSecond.call(call).replayed()).isTrue();
        assertThat(refunds(id)).hasSize(1);
    }

    /** As if the time in which the request could still arrive were over. */
    private static void due(String action) {
        sql.execute("update countersign.step set judge_at = now() - interval '1 s' where action_id = ?", action);
    }

    private static String status(Agent agent, Agent.Said said) {
        JsonNode now = agent.call("get_action", "action_id", said.action()).content();
        return now.path("status").asText();
    }
}
