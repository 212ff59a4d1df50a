package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.countersign.gate.Doubts;
import org.countersign.scripted.Rule;
import org.countersign.scripted.ScriptedProfile;
import org.countersign.scripted.ScriptedShop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** list_actions is the account of an order or a case: exactly what was done, by whom, and what is open. */
@QuarkusTest
@TestProfile(ScriptedProfile.class)
class CheckpointTest {

    private static final String TWO_PAYMENTS = "S880";

    ScriptedShop shop;

    @Inject
    Doubts doubts;

    private final Sql sql = Sql.ofThisServer();
    private final Agent ada = Agent.as("ada");
    private final Agent lea = Agent.as("lea");
    private final Agent bench = Agent.as("bench");
    private final String theCase = "case-" + System.nanoTime();

    @BeforeEach
    @AfterEach
    void asBefore() {
        shop.reset();
        shop.mode("keys", true);
        shop.mode("closing", true);
    }

    private Refunding refund(Agent who, String order, String amount) {
        JsonNode now = who.order(order);
        String currency = now.path("totals").path("total").path("currency").asText();
        return Refunding.of(now).money("amount", amount, currency).with("case_id", theCase);
    }

    /** Two orders of one customer, in USD, that no rule asks a person about: the first of them. */
    private int orders() {
        int n = 601;
        while (!usual(ada.order("S" + n)) || !usual(ada.order("S" + (n + 1)))) {
            n += 2;
        }
        return n;
    }

    private static boolean usual(JsonNode order) {
        return order.path("totals").path("total").path("currency").asText().equals("USD")
                && !order.has("delivered_at")
                && order.path("risk").path("level").asText().matches("none|low");
    }

    @Test
    void theAccountOfAnOrderAndOfACaseIsExact() {
        int n = orders();
        String first = "S" + n;
        String second = "S" + (n + 1);
        String done = ada.call(refund(ada, first, "3.00")).action();
        String byLea = lea.call(refund(lea, first, "2.00")).action();
        Agent.Said waiting = ada.call(refund(ada, first, "1.00"));
        assertThat(waiting.status()).as("%s", waiting.content()).isEqualTo("escalated");
        Agent.Said refused = lea.call(refund(lea, second, "99999.00"));
        assertThat(refused.error()).as("%s", refused.content()).isIn("exceeds_refundable", "limit_exceeded");
        shop.mode("keys", false);
        shop.mode("closing", false);
        shop.script(Rule.onRefund().order(second).failBefore(500));
        Agent.Said doubtful = lea.call(refund(lea, second, "4.00"));
        assertThat(doubtful.status()).as("%s", doubtful.content()).isEqualTo("outcome_unknown");

        JsonNode ofOrder = ada.call("list_actions", "order_id", "#" + first).content();
        assertThat(rows(ofOrder))
                .containsExactly(
                        row(waiting.action(), "escalated", "1.00", false, "u-ada"),
                        row(byLea, "done", "2.00", true, "u-lea"),
                        row(done, "done", "3.00", true, "u-ada"));
        assertThat(ofOrder.path("summary").asText()).isEqualTo("3 actions, newest first. Open: 1 escalated.");
        JsonNode open = ofOrder.path("actions").path(0);
        assertThat(open.path("open").asText()).contains("nothing was done", "a person decides");
        assertThat(open.path("what").asText()).startsWith("refund 1.00 USD of order");
        assertThat(ofOrder.path("actions").path(1).has("open")).isFalse();
        assertThat(ofOrder.path("actions").path(1).path("what").asText()).startsWith("refunded 2.00 USD of order");
        JsonNode who = ofOrder.path("actions").path(1).path("requested_by");
        assertThat(who.path("roles").toString()).isEqualTo("[\"support_lead\"]");
        assertThat(who.path("by_role").asText()).isEqualTo("support_lead");
        assertThat(who.path("you").asBoolean()).isFalse();
        assertThat(ofOrder.path("actions")
                        .path(2)
                        .path("requested_by")
                        .path("you")
                        .asBoolean())
                .isTrue();

        JsonNode ofCase = lea.call("list_actions", "case_id", theCase).content();
        List<String> expected =
                new ArrayList<>(List.of(row(doubtful.action(), "outcome_unknown", "4.00", false, "u-lea")));
        if (!refused.action().isEmpty()) {
            expected.add(row(refused.action(), "refused", "", false, "u-lea"));
        }
        expected.addAll(rows(ofOrder));
        assertThat(rows(ofCase)).containsExactlyElementsOf(expected);
        assertThat(ofCase.path("summary").asText()).endsWith("Open: 1 escalated, 1 outcome_unknown.");
        JsonNode doubt = ofCase.path("actions").path(0);
        assertThat(doubt.path("steps").findValuesAsText("state")).hasSize(1).doesNotContain("done");
        assertThat(doubt.path("settled_at").isMissingNode()).isTrue();
        if (!refused.action().isEmpty()) {
            JsonNode no = ofCase.path("actions").path(1);
            assertThat(no.path("error").path("code").asText()).isEqualTo(refused.error());
            assertThat(no.has("open")).isFalse();
        }
        assertThat(rows(lea.call("list_actions", "case_id", theCase, "status", "done")
                        .content()))
                .containsExactly(row(byLea, "done", "2.00", true, "u-lea"), row(done, "done", "3.00", true, "u-ada"));
    }

    @Test
    void whatIsHalfDoneNamesItsDoneAndItsOpenSteps() {
        shop.mode("keys", false);
        shop.mode("closing", false);
        String order = TWO_PAYMENTS;
        JsonNode now = bench.order(order);
        assertThat(now.path("payments")).hasSize(2);
        shop.script(Rule.onRefund().nth(2).failBefore(500));
        Agent.Said said = bench.call(Refunding.of(now)
                .with("case_id", theCase)
                .money(
                        "amount",
                        now.at("/totals/total/amount").asText(),
                        now.at("/totals/total/currency").asText()));
        assertThat(said.status()).as("%s", said.content()).isEqualTo("outcome_unknown");
        sql.execute("update countersign.step set judge_at = now() - interval '1 s' where action_id = ?", said.action());
        sql.execute(
                "update countersign.object_lease set held_until = now() - interval '1 s' where holder = ?",
                said.action());
        doubts.sweep(1000);
        Agent.Said looked = ada.call("get_action", "action_id", said.action());
        assertThat(looked.status()).isEqualTo("partly_done");

        JsonNode row = ada.call("list_actions", "order_id", order)
                .content()
                .path("actions")
                .path(0);
        assertThat(row.path("id").asText()).isEqualTo(said.action());
        assertThat(row.path("status").asText()).isEqualTo("partly_done");
        assertThat(row.path("open").asText()).contains("some steps are done and some are not");
        assertThat(row.path("steps").findValuesAsText("state")).containsExactly("done", "not_done");
        assertThat(row.path("steps").findValuesAsText("n")).containsExactly("1", "2");
        assertThat(row.path("steps").path(1).path("amount").path("amount").asText())
                .isEqualTo(looked.content().at("/effect/steps/1/amount/amount").asText());
    }

    @Test
    void anOrderThatNobodyTouchedHasNothingOpen() {
        JsonNode none = ada.call("list_actions", "order_id", "S1999").content();
        assertThat(none.path("actions")).isEmpty();
        assertThat(none.path("summary").asText()).isEqualTo("No actions, newest first.");
    }

    private static List<String> rows(JsonNode answer) {
        return StreamSupport.stream(answer.path("actions").spliterator(), false)
                .map(row -> row(
                        row.path("id").asText(),
                        row.path("status").asText(),
                        row.path("amount").path("amount").asText(),
                        row.path("changed").asBoolean(),
                        row.path("requested_by").path("subject").asText()))
                .toList();
    }

    private static String row(String id, String status, String amount, boolean changed, String subject) {
        return String.join(" ", id, status, amount, String.valueOf(changed), subject);
    }
}
