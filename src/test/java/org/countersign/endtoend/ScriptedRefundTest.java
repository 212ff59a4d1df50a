package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.countersign.gate.Doubts;
import org.countersign.scripted.Rule;
import org.countersign.scripted.ScriptedProfile;
import org.countersign.scripted.ScriptedServices;
import org.countersign.scripted.ScriptedShop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every way of a shop to misbehave comes to, by what the shop says of itself: at once, and when the sweep has looked
 * after the last try can no longer arrive. The effects are counted in the shop.
 */
@QuarkusTest
@TestProfile(ScriptedProfile.class)
class ScriptedRefundTest {

    private static final AtomicInteger USED = new AtomicInteger();

    ScriptedShop shop;

    @Inject
    Doubts doubts;

    private final Sql sql = Sql.ofThisServer();
    private final Agent agent = Agent.as("bench");

    /** What a shop says of itself. */
    enum Kind {
        KEYS(true, true, "proof", true),
        NO_KEYS(false, true, "proof", false),
        NO_KEYS_CLOSING(false, true, "proof", true),
        HINT(false, true, "hint", false),
        NO_MARKS(false, false, "hint", false);

        private final boolean keys;
        private final boolean marks;
        private final String absence;
        private final boolean closing;

        Kind(boolean keys, boolean marks, String absence, boolean closing) {
            this.keys = keys;
            this.marks = marks;
            this.absence = absence;
            this.closing = closing;
        }
    }

    record Case(String name, Kind kind, List<Rule> script, String atOnce, String later, int effects) {
        @Override
        public String toString() {
            return kind + ": " + name + " -> " + atOnce + ", " + later;
        }
    }

    private static Case of(String name, Kind kind, Rule rule, String atOnce, String later, int effects) {
        return new Case(name, kind, List.of(rule), atOnce, later, effects);
    }

    static Stream<Case> cases() {
        return Stream.of(
                of("delay below the timeout", Kind.NO_KEYS, refund().delay(300), "done", "done", 1),
                of("delay beyond the timeout", Kind.NO_KEYS, refund().delay(1600), "outcome_unknown", "done", 1),
                of("drop the request once", Kind.KEYS, refund().nth(1).dropRequest(), "done", "done", 1),
                of("drop every request", Kind.KEYS, refund().dropRequest(), "outcome_unknown", "failed", 0),
                of("drop the request", Kind.NO_KEYS, refund().dropRequest(), "outcome_unknown", "failed", 0),
                of("drop the request", Kind.NO_KEYS_CLOSING, refund().dropRequest(), "outcome_unknown", "failed", 0),
                of("drop the request", Kind.HINT, refund().dropRequest(), "outcome_unknown", "outcome_unknown", 0),
                of("drop the answer", Kind.KEYS, refund().dropAnswer(), "done", "done", 1),
                of("drop the answer", Kind.NO_KEYS, refund().dropAnswer(), "done", "done", 1),
                of("drop the answer", Kind.HINT, refund().dropAnswer(), "done", "done", 1),
                of("drop the answer", Kind.NO_MARKS, refund().dropAnswer(), "outcome_unknown", "outcome_unknown", 1),
                of("no script", Kind.NO_MARKS, Rule.on("nothing").nothing(), "done", "done", 1),
                of("fail before, once", Kind.KEYS, refund().nth(1).failBefore(503), "done", "done", 1),
                of("fail before", Kind.NO_KEYS, refund().failBefore(500), "outcome_unknown", "failed", 0),
                of("fail after", Kind.KEYS, refund().failAfter(500), "done", "done", 1),
                of("fail after", Kind.NO_KEYS, refund().failAfter(502), "done", "done", 1),
                of("yes and nothing", Kind.KEYS, refund().nothing(), "outcome_unknown", "failed", 0),
                of("yes and nothing", Kind.NO_KEYS, refund().nothing(), "outcome_unknown", "failed", 0),
                of("yes and nothing", Kind.HINT, refund().nothing(), "outcome_unknown", "outcome_unknown", 0),
                of("half", Kind.KEYS, refund().half(), "mismatch", "mismatch", 1),
                of("half", Kind.NO_MARKS, refund().half(), "mismatch", "mismatch", 1),
                of("another line", Kind.KEYS, refund().otherLine(), "mismatch", "mismatch", 1),
                of("twice", Kind.KEYS, refund().twice(), "mismatch", "mismatch", 2),
                of("throttled for a second", Kind.NO_KEYS, refund().nth(1).throttle("1"), "done", "done", 1),
                of("throttled until a date", Kind.NO_KEYS, refund().nth(1).throttle("date:2"), "done", "done", 1),
                of("throttled for long", Kind.NO_KEYS, refund().throttle("120"), "failed", "failed", 0),
                of("throttled always", Kind.NO_KEYS, refund().throttle(""), "failed", "failed", 0),
                of("unreadable", Kind.NO_KEYS, refund().unreadable(), "done", "done", 1),
                of("endless", Kind.NO_KEYS, refund().huge(), "done", "done", 1),
                of("drop by drop", Kind.NO_KEYS, refund().trickle(), "done", "done", 1),
                of("slow success", Kind.NO_KEYS, refund().slow(1600), "done", "done", 1),
                of("slow success", Kind.KEYS, refund().slow(1600), "done", "done", 1),
                of("a listing that lags", Kind.NO_KEYS, refund().lag(1200), "outcome_unknown", "done", 1),
                of("a listing that lags", Kind.HINT, refund().lag(1200), "outcome_unknown", "done", 1),
                of("declined", Kind.NO_KEYS, refund().decline(), "failed", "failed", 0),
                of("our credentials refused", Kind.NO_KEYS, refund().failBefore(401), "failed", "failed", 0),
                of("our credentials refused", Kind.NO_KEYS, refund().failBefore(403), "failed", "failed", 0),
                of("redirected", Kind.NO_KEYS, refund().failBefore(307), "outcome_unknown", "failed", 0),
                of("408", Kind.NO_KEYS, refund().failBefore(408), "outcome_unknown", "failed", 0),
                of("409", Kind.NO_KEYS, refund().failBefore(409), "outcome_unknown", "failed", 0),
                of("425", Kind.NO_KEYS, refund().failBefore(425), "outcome_unknown", "failed", 0),
                of("418, nowhere documented", Kind.NO_KEYS, refund().failBefore(418), "outcome_unknown", "failed", 0),
                of("422 without a word", Kind.NO_KEYS, refund().failAfter(422), "done", "done", 1));
    }

    private static Rule refund() {
        return Rule.onRefund();
    }

    @BeforeEach
    @AfterEach
    void asBefore() {
        shop.reset();
        become(Kind.KEYS);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatTheShopDoesIsWhatIsSaid(Case so) {
        become(so.kind());
        JsonNode order = order();
        String id = order.path("id").asText();
        shop.script(so.script().toArray(Rule[]::new));
        Refunding call = Refunding.of(order).line(order.path("lines").path(1));

        Agent.Said said = agent.call(call);
        assertThat(said.status()).as("%s", said.content()).isEqualTo(so.atOnce());
        assertThat(said.content().path("verification").asText("")).isEqualTo(verification(so.atOnce()));

        Agent.Said meanwhile = agent.call("get_action", "action_id", said.action());
        if (so.atOnce().equals("outcome_unknown")) {
            assertThat(meanwhile.status()).isIn("outcome_unknown", so.later());
            awaitEffects(id, so.effects());
            nothingCanArriveAnyMore(said.action());
            doubts.sweep(1000);
        }
        assertThat(agent.call("get_action", "action_id", said.action()).status())
                .isEqualTo(so.later());
        assertThat(shop.effects(id)).hasSize(so.effects());

        shop.forgetScript();
        Agent.Said again = agent.call(call);
        boolean free = so.later().equals("failed");
        assertThat(again.replayed()).as("%s", again.content()).isEqualTo(!free);
        assertThat(again.action().equals(said.action())).isEqualTo(!free);
        assertThat(again.status()).isEqualTo(free ? "done" : so.later());
        assertThat(shop.effects(id)).hasSize(free ? 1 : so.effects());
    }

    @Test
    void whoeverIsThrottledForLongIsToldHowLong() {
        JsonNode order = order();
        shop.script(refund().throttle("120"));
        Agent.Said said =
                agent.call(Refunding.of(order).line(order.path("lines").path(1)));
        assertThat(said.error()).isEqualTo("backend_unavailable");
        assertThat(said.content().path("error").path("retry_after_seconds").asInt())
                .isEqualTo(120);
        assertThat(refunds(order)).isEqualTo(1);
    }

    @Test
    void whatWasThrottledIsTriedThreeTimesAtMost() {
        JsonNode order = order();
        shop.script(refund().throttle(""));
        Agent.Said said =
                agent.call(Refunding.of(order).line(order.path("lines").path(1)));
        assertThat(said.error()).isEqualTo("backend_unavailable");
        assertThat(refunds(order)).isEqualTo(3);
    }

    @Test
    void withoutKeysADoubtfulRequestIsSentOnce() {
        become(Kind.NO_KEYS);
        JsonNode order = order();
        shop.script(refund().failBefore(500));
        agent.call(Refunding.of(order).line(order.path("lines").path(1)));
        assertThat(refunds(order)).isEqualTo(1);
    }

    @Test
    void withKeysTheIdenticalRequestIsSentThreeTimesAtMost() {
        JsonNode order = order();
        shop.script(refund().failBefore(500));
        agent.call(Refunding.of(order).line(order.path("lines").path(1)));
        List<JsonNode> sent = sent(order);
        assertThat(sent).hasSize(3);
        assertThat(sent.stream().map(call -> call.path("body")).distinct()).hasSize(1);
        assertThat(sent.stream().map(call -> call.path("key")).distinct()).hasSize(1);
    }

    @Test
    void aKeyThatIsForgottenSoonIsNotReliedOn() {
        shop.mode("key_lifetime", "PT3S");
        try {
            JsonNode order = order();
            shop.script(refund().failBefore(500));
            Agent.Said said =
                    agent.call(Refunding.of(order).line(order.path("lines").path(1)));
            assertThat(said.status()).isEqualTo("outcome_unknown");
            assertThat(refunds(order)).isEqualTo(1);
        } finally {
            shop.mode("key_lifetime", "PT24H");
        }
    }

    @Test
    void aDoubtInTheSecondOfTwoPaymentsLeavesTheFirstDone() {
        become(Kind.NO_KEYS);
        JsonNode order = agent.order("S" + 4 * (50 + USED.incrementAndGet()));
        assertThat(order.path("payments")).hasSize(2);
        shop.script(refund().nth(2).failBefore(500));
        Agent.Said said = agent.call(Refunding.of(order)
                .amount(order.path("totals").path("total").path("amount").asText()));
        assertThat(said.status()).isEqualTo("outcome_unknown");
        nothingCanArriveAnyMore(said.action());
        doubts.sweep(1000);
        Agent.Said after = agent.call("get_action", "action_id", said.action());
        assertThat(after.status()).isEqualTo("partly_done");
        assertThat(after.content().path("effect").path("steps").findValuesAsText("state"))
                .containsExactly("done", "not_done");
        assertThat(shop.effects(order.path("id").asText())).hasSize(1);
    }

    @Test
    void onlyOurOwnCredentialsGoOut() {
        JsonNode order = order();
        agent.call(Refunding.of(order).line(order.path("lines").path(1)));
        assertThat(shop.calls())
                .isNotEmpty()
                .allSatisfy(call ->
                        assertThat(call.path("authorization").asText()).isEqualTo("Bearer " + ScriptedServices.TOKEN));
    }

    private void become(Kind kind) {
        shop.mode("keys", kind.keys);
        shop.mode("marks", kind.marks);
        shop.mode("absence", kind.absence);
        shop.mode("closing", kind.closing);
    }

    /** In USD, of two lines and one payment, and used by no other test. */
    private JsonNode order() {
        while (true) {
            JsonNode order = agent.order("S" + (2 * USED.incrementAndGet() + 1));
            if (order.path("totals").path("total").path("currency").asText().equals("USD")) {
                return order;
            }
        }
    }

    private long refunds(JsonNode order) {
        return sent(order).size();
    }

    private List<JsonNode> sent(JsonNode order) {
        return shop.calls().stream()
                .filter(call -> call.path("call").asText().equals("refund_order"))
                .filter(call -> call.path("order").equals(order.path("id")))
                .toList();
    }

    private static String verification(String status) {
        return switch (status) {
            case "done" -> "verified";
            case "outcome_unknown" -> "pending";
            case "mismatch" -> "mismatch";
            default -> "";
        };
    }

    private void awaitEffects(String order, int number) {
        long until = System.nanoTime() + 10_000_000_000L;
        while (System.nanoTime() < until && (shop.effects(order).size() < number || !shownAll(order, number))) {
            Thread.onSpinWait();
        }
    }

    /** A shop that lags shows its effects later. */
    private boolean shownAll(String order, int number) {
        return number == 0 || agent.order(order).path("transactions").size() >= number;
    }

    private void nothingCanArriveAnyMore(String action) {
        sql.execute("update countersign.step set judge_at = now() - interval '1 s' where action_id = ?", action);
        sql.execute("update countersign.object_lease set held_until = now() - interval '1 s' where holder = ?", action);
    }
}
