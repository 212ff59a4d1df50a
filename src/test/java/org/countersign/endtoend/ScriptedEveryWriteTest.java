package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.countersign.gate.Doubts;
import org.countersign.scripted.Rule;
import org.countersign.scripted.ScriptedProfile;
import org.countersign.scripted.ScriptedShop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every write comes to at a shop behind the protocol that misbehaves; the effects are counted in the shop. */
@QuarkusTest
@TestProfile(ScriptedEveryWriteTest.Fast.class)
class ScriptedEveryWriteTest {

    /** Without the pace of a person. */
    public static class Fast extends ScriptedProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
            settings.put("countersign.calls-per-minute", "100000");
            settings.put("countersign.lease-wait", "PT0.2S");
            return settings;
        }
    }

    ScriptedShop shop;

    @Inject
    Doubts doubts;

    private final Sql sql = Sql.ofThisServer();
    private final Agent bench = Agent.as("bench");

    static List<EveryWrite> writes() {
        return EveryWrite.ALL;
    }

    /** Those whose call has two steps. */
    static Stream<EveryWrite> composite() {
        return EveryWrite.ALL.stream()
                .filter(write -> List.of("cancel_order", "change_payment_method", "receive_return")
                        .contains(write.tool()));
    }

    @BeforeEach
    @AfterEach
    void asItWas() {
        shop.forgetScript();
        keys(true);
    }

    private void keys(boolean taken) {
        shop.mode("keys", taken);
        shop.mode("closing", taken);
    }

    private ObjectNode call(EveryWrite write) {
        return write.call(bench, new ScriptedPlace(shop));
    }

    private static int steps(EveryWrite write) {
        return composite().anyMatch(write::equals) ? 2 : 1;
    }

    private static String target(ObjectNode call) {
        return call.path(call.has("order_id") ? "order_id" : "customer_id").asText();
    }

    private Agent.Said status(EveryWrite write, ObjectNode call, String status) {
        Agent.Said said = bench.call(write.tool(), call);
        assertThat(said.status()).as("%s: %s", write, said.content()).isEqualTo(status);
        return said;
    }

    /** Once the call can have no effect any more, and the sweep has looked. */
    private Agent.Said judged(Agent.Said said) {
        sql.execute("update countersign.step set judge_at = now() - interval '1 s' where action_id = ?", said.action());
        sql.execute(
                "update countersign.object_lease set held_until = now() - interval '1 s' where holder = ?",
                said.action());
        doubts.sweep(1000);
        return bench.call("get_action", "action_id", said.action());
    }

    /** The key is free: the same call is another action, and done. */
    private void doneAnew(EveryWrite write, ObjectNode call, Agent.Said before) {
        shop.forgetScript();
        long effects = shop.effects().size();
        Agent.Said said = status(write, call, "done");
        assertThat(said.replayed()).isFalse();
        assertThat(said.action()).isNotEqualTo(before.action());
        assertThat(said.content().at("/action/retry_of").asText()).isEqualTo(before.action());
        assertThat(shop.effects()).hasSize((int) effects + steps(write));
    }

    /** What the shop was sent of its first step. */
    private List<JsonNode> sent(Agent.Said said) {
        return shop.calls().stream()
                .filter(one -> one.path("key").asText().equals(said.action() + "/1"))
                .filter(one ->
                        !List.of("look", "close").contains(one.path("call").asText()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("writes")
    void thePlanIsTheEffect(EveryWrite write) {
        ObjectNode call = call(write);
        int before = shop.effects().size();
        PlanIsEffect.of(bench, write.tool(), call);
        assertThat(shop.effects()).hasSize(before + steps(write));
        assertThat(shop.effects(target(call))).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("writes")
    void whatTheShopDeclinesIsNotDone(EveryWrite write) {
        ObjectNode call = call(write);
        int before = shop.effects().size();
        shop.script(Rule.onWrite().decline());
        Agent.Said said = status(write, call, "failed");
        assertThat(said.error()).isEqualTo("backend_refused");
        assertThat(shop.effects()).hasSize(before);
        doneAnew(write, call, said);
    }

    @ParameterizedTest
    @MethodSource("writes")
    void whatIsThrottledAlwaysIsNotDone(EveryWrite write) {
        ObjectNode call = call(write);
        int before = shop.effects().size();
        shop.script(Rule.onWrite().throttle("120"));
        Agent.Said said = status(write, call, "failed");
        assertThat(said.error()).isEqualTo("backend_unavailable");
        assertThat(said.content().at("/error/retry_after_seconds").asInt()).isEqualTo(120);
        assertThat(shop.effects()).hasSize(before);
        doneAnew(write, call, said);
    }

    @ParameterizedTest
    @MethodSource("writes")
    void anAnswerThatIsLostIsFound(EveryWrite write) {
        ObjectNode call = call(write);
        int before = shop.effects().size();
        keys(false);
        shop.script(Rule.onWrite().dropAnswer());
        Agent.Said said = status(write, call, "done");
        assertThat(said.content().path("verification").asText()).isEqualTo("verified");
        assertThat(shop.effects()).hasSize(before + steps(write));
        assertThat(sent(said)).as("sent once: the shop takes no keys").hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("writes")
    void aRequestThatIsLostIsDoneOnceByTheIdenticalOne(EveryWrite write) {
        ObjectNode call = call(write);
        int before = shop.effects().size();
        shop.script(Rule.onWrite().nth(1).dropRequest());
        List<JsonNode> sent = sent(status(write, call, "done"));
        assertThat(shop.effects()).hasSize(before + steps(write));
        assertThat(sent).hasSize(2);
        assertThat(sent.getFirst()).isEqualTo(sent.getLast());
    }

    @ParameterizedTest
    @MethodSource("writes")
    void aRequestThatIsAlwaysLostFailsOnceItCanNoLongerArrive(EveryWrite write) {
        ObjectNode call = call(write);
        int before = shop.effects().size();
        keys(false);
        shop.script(Rule.onWrite().dropRequest());
        Agent.Said said = status(write, call, "outcome_unknown");
        assertThat(said.content().path("verification").asText()).isEqualTo("pending");
        assertThat(judged(said).status()).isEqualTo("failed");
        assertThat(shop.effects()).hasSize(before);
        doneAnew(write, call, said);
    }

    @ParameterizedTest
    @MethodSource("writes")
    void aYesWithoutAnEffectIsNeverDone(EveryWrite write) {
        ObjectNode call = call(write);
        int before = shop.effects().size();
        shop.script(Rule.onWrite().nothing());
        Agent.Said said = status(write, call, "outcome_unknown");
        assertThat(judged(said).status()).isEqualTo("failed");
        assertThat(shop.effects()).hasSize(before);
        doneAnew(write, call, said);
    }

    @ParameterizedTest
    @MethodSource("writes")
    void twoEffectsUnderOneKeyAreAMismatchForAPerson(EveryWrite write) {
        mismatch(write, Rule.onWrite().nth(1).twice(), 2);
    }

    @ParameterizedTest
    @MethodSource("writes")
    void lessThanAskedForIsAMismatchForAPerson(EveryWrite write) {
        mismatch(write, Rule.onWrite().nth(1).half(), 1);
    }

    @ParameterizedTest
    @MethodSource("writes")
    void anotherEffectThanAskedForIsAMismatchForAPerson(EveryWrite write) {
        mismatch(write, Rule.onWrite().nth(1).otherLine(), 1);
    }

    private void mismatch(EveryWrite write, Rule bent, int effects) {
        ObjectNode call = call(write);
        int before = shop.effects().size();
        shop.script(bent);
        Agent.Said said = status(write, call, "mismatch");
        assertThat(said.content().path("verification").asText()).isEqualTo("mismatch");
        assertThat(said.isError()).isTrue();
        assertThat(shop.effects()).hasSize(before + effects);
        assertThat(sql.number("select count(*) from countersign.escalation where action_id = ?", said.action()))
                .isEqualTo(1);
        shop.forgetScript();
        Agent.Said again = status(write, call, "mismatch");
        assertThat(again.replayed()).isTrue();
        assertThat(shop.effects()).hasSize(before + effects);
        nothingElseHappensToIt(write, call, said.action());
    }

    private void nothingElseHappensToIt(EveryWrite write, ObjectNode call, String action) {
        if (write.tool().equals("add_order_note")) {
            return;
        }
        ObjectNode next = call.has("order_id")
                ? Writing.of(bench.order(target(call))).put("reason", "customer_request")
                : Writing.ofCustomer(bench.call("get_customer", "customer_id", target(call))
                        .content()
                        .path("customer"));
        if (call.has("customer_id")) {
            next.putObject("address")
                    .put("line1", "2 Side Street")
                    .put("city", "Denver")
                    .put("region", "CO")
                    .put("postal_code", "80202")
                    .put("country", "US");
        }
        int before = shop.effects().size();
        Agent.Said said = bench.call(call.has("order_id") ? "hold_order" : "change_customer_address", next);
        assertThat(said.error()).as("%s", said.content()).isEqualTo("unresolved");
        assertThat(said.content().toString()).contains(action);
        assertThat(shop.effects()).hasSize(before);
    }

    @ParameterizedTest
    @MethodSource("composite")
    void whatIsDeclinedBetweenTwoStepsIsPartlyDoneAndGoesOn(EveryWrite write) {
        ObjectNode call = call(write);
        int before = shop.effects().size();
        shop.script(Rule.onWrite().nth(2).decline());
        partlyDone(write, call, status(write, call, "partly_done"), before);
    }

    @ParameterizedTest
    @MethodSource("composite")
    void whatIsLostBetweenTwoStepsIsPartlyDoneAndGoesOn(EveryWrite write) {
        ObjectNode call = call(write);
        int before = shop.effects().size();
        keys(false);
        shop.script(Rule.onWrite().nth(2).dropRequest());
        Agent.Said said = status(write, call, "outcome_unknown");
        partlyDone(write, call, judged(said), before);
    }

    private void partlyDone(EveryWrite write, ObjectNode call, Agent.Said said, int before) {
        assertThat(said.status()).isEqualTo("partly_done");
        assertThat(said.content().at("/effect/steps").findValuesAsText("state")).containsExactly("done", "not_done");
        assertThat(shop.effects()).hasSize(before + 1);
        assertThat(sql.number("select count(*) from countersign.escalation where action_id = ?", said.action()))
                .isEqualTo(1);
        shop.forgetScript();
        Agent.Said done = status(write, call, "done");
        assertThat(done.action()).isEqualTo(said.action());
        assertThat(shop.effects()).hasSize(before + 2);
        assertThat(shop.effects().subList(before, before + 2))
                .extracting(effect -> effect.path("key").asText())
                .containsExactly(said.action() + "/1", said.action() + "/2.1");
    }
}
