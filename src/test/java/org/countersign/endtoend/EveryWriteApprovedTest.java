package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import org.countersign.caller.Caller;
import org.countersign.gate.Decisions;
import org.countersign.gate.Ledger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every write, asked about: it does exactly the plan that was shown, which its plan made anew must be, to the byte. */
@QuarkusTest
@TestProfile(EveryWriteTest.Fast.class)
class EveryWriteApprovedTest extends WholeServer {

    private static final Caller ADMIN =
            new Caller("https://people.example", "u-decides", "console", null, Set.of(), Set.of("shop_admin"), true);

    @Inject
    Decisions decisions;

    @Inject
    Ledger ledger;

    private final Agent bench = Agent.as("bench");

    static List<EveryWrite> writes() {
        return EveryWrite.ALL;
    }

    @AfterEach
    void asItWas() {
        sql.execute("update countersign.role_grant set terms = '{}' where role = 'benchmark'");
        policy.readAgain();
    }

    private Agent.Said asked(EveryWrite write, ObjectNode call, String confirmation, String status) {
        sql.execute(
                "update countersign.role_grant set terms = ?::jsonb, version = version + 1 where role = 'benchmark' and tool = ?",
                "{\"confirmation\": \"" + confirmation + "\"}",
                write.tool());
        policy.readAgain();
        JsonNode before = read(call);
        Agent.Said waiting = bench.call(write.tool(), call);
        assertThat(waiting.status()).as("%s: %s", write, waiting.content()).isEqualTo(status);
        assertThat(waiting.content().path("changed").asBoolean()).isFalse();
        assertThat(waiting.content().at("/effect/planned/effects")).isNotEmpty();
        Agent.Said again = bench.call(write.tool(), call);
        assertThat(again.status()).as("repeating it confirms nothing").isEqualTo(status);
        assertThat(again.replayed()).isTrue();
        assertThat(read(call)).as("while it waits").isEqualTo(before);
        return waiting;
    }

    private void doneAsShown(EveryWrite write, ObjectNode call, Agent.Said waiting, Agent.Said done) {
        assertThat(done.status()).as("%s: %s", write, done.content()).isEqualTo("done");
        assertThat(done.action()).isEqualTo(waiting.action());
        assertThat(done.content().path("verification").asText()).isEqualTo("verified");
        JsonNode effect = done.content().path("effect");
        assertThat(effect.path("planned")).isEqualTo(waiting.content().at("/effect/planned"));
        assertThat(effect.path("observed")).isEqualTo(effect.path("planned"));
        assertThat(sql.text("select state from countersign.approval where action_id = ?", done.action()))
                .isEqualTo("USED");
        Agent.Said again = bench.call(write.tool(), call);
        assertThat(again.replayed()).isTrue();
        assertThat(again.status()).isEqualTo("done");
    }

    private JsonNode read(ObjectNode call) {
        return PlanIsEffect.state(
                call.has("customer_id")
                        ? bench.call(
                                        "get_customer",
                                        "customer_id",
                                        call.path("customer_id").asText())
                                .content()
                                .path("customer")
                        : bench.order(call.path("order_id").asText()));
    }

    @ParameterizedTest
    @MethodSource("writes")
    void whatTheModelConfirmsIsDoneAsItWasShown(EveryWrite write) {
        ObjectNode call = write.call(bench, sql);
        Agent.Said waiting = asked(write, call, "model", "needs_confirmation");
        Agent.Said done = bench.call("confirm_action", "action_id", waiting.action());
        doneAsShown(write, call, waiting, done);
        Agent.Said twice = bench.call("confirm_action", "action_id", waiting.action());
        assertThat(twice.replayed()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("writes")
    void whatAnotherPersonAllowsIsDoneAsItWasShown(EveryWrite write) {
        ObjectNode call = write.call(bench, sql);
        Agent.Said waiting = asked(write, call, "other_person", "awaiting_approval");
        String id = ledger.entry(waiting.action()).orElseThrow().approval().id();
        assertThat(waiting.content().at("/approval/url").asText()).endsWith("/console/approvals/" + id);
        assertThat(decisions.allow(ADMIN, id, null)).isInstanceOf(Decisions.Stands.class);
        doneAsShown(write, call, waiting, bench.call("get_action", "action_id", waiting.action()));
    }

    @ParameterizedTest
    @MethodSource("writes")
    void whatIsDeniedIsNeverDone(EveryWrite write) {
        ObjectNode call = write.call(bench, sql);
        JsonNode before = read(call);
        Agent.Said waiting = asked(write, call, "other_person", "awaiting_approval");
        String id = ledger.entry(waiting.action()).orElseThrow().approval().id();
        decisions.deny(ADMIN, id, "not today");
        Agent.Said denied = bench.call(write.tool(), call.put("reasoning", "Please, this time with other words."));
        assertThat(denied.status()).isEqualTo("denied");
        assertThat(denied.content().at("/decision/by_role").asText()).isEqualTo("shop_admin");
        assertThat(denied.content().at("/decision/reason").asText()).isEqualTo("not today");
        assertThat(read(call)).isEqualTo(before);
    }
}
