package org.countersign.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.countersign.caller.Caller;
import org.countersign.endtoend.ShopProfile;
import org.countersign.endtoend.Together;
import org.junit.jupiter.api.Test;

/** How much a model may try: new calls of a person in a minute, changes of a case in a week. Replays are free. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class PaceTest extends GateBed {

    @Inject
    Switches switches;

    @Inject
    Drafts drafts;

    @Inject
    Questions questions;

    @Inject
    Execution execution;

    private final Caller someone = caller("u-" + UUID.randomUUID());
    private final MovingClock minutes = new MovingClock();

    private Gate gate(int callsPerMinute, int writesPerCase) {
        Pace pace = new Pace(new PaceSettings(callsPerMinute, writesPerCase), ledger, minutes);
        Admission paced = new Admission(settings, ledger, switches, drafts, doubts, pace, questions, clock);
        return gate(paced, execution);
    }

    private Answer call(Gate gate, Scripted action) {
        return call(gate, action, null, false);
    }

    private Answer call(Gate gate, Scripted action, String caseId, boolean dryRun) {
        return gate.submit(
                someone,
                action,
                new Request(
                        version(someone, action.target().id()), "so", null, null, null, caseId, null, dryRun, false));
    }

    private static ErrorCode code(Answer answer) {
        return answer.outcome().refusal() == null
                ? null
                : answer.outcome().refusal().code();
    }

    @Test
    void theCallAfterTheLastOfAMinuteWaitsAndTheNextMinuteIsNew() {
        Gate gate = gate(2, 100);
        assertThat(call(gate, Scripted.on(order())).status()).isEqualTo(Status.DONE);
        minutes.goesOn(Duration.ofSeconds(20));
        assertThat(call(gate, Scripted.on(order()), null, true).status()).isEqualTo(Status.PLANNED);
        Scripted third = Scripted.on(order());
        Answer refused = call(gate, third);
        assertThat(code(refused)).isEqualTo(ErrorCode.TOO_MANY_CALLS);
        assertThat(refused.outcome().refusal().retryAfter()).isEqualTo(Duration.ofSeconds(40));
        assertThat(refused.outcome().refusal().retryable()).isTrue();
        assertThat(refused.entry()).as("no action, no key").isNull();
        assertThat(code(call(gate, third, null, true))).isEqualTo(ErrorCode.TOO_MANY_CALLS);
        minutes.goesOn(Duration.ofSeconds(40));
        assertThat(call(gate, third).status()).isEqualTo(Status.DONE);
    }

    @Test
    void aReplayIsNotCounted() {
        Gate gate = gate(2, 100);
        Scripted action = Scripted.on(order());
        Request same =
                keyed(version(someone, action.target().id()), UUID.randomUUID().toString());
        for (int n = 0; n < 5; n++) {
            assertThat(gate.submit(someone, action, same).status()).isEqualTo(Status.DONE);
        }
        assertThat(call(gate, Scripted.on(order())).status()).isEqualTo(Status.DONE);
        assertThat(code(call(gate, Scripted.on(order())))).isEqualTo(ErrorCode.TOO_MANY_CALLS);
    }

    @Test
    void parallelCallsOfOneKeyAreOneCall() {
        Gate gate = gate(3, 100);
        Scripted action = Scripted.on(order());
        Request same =
                keyed(version(someone, action.target().id()), UUID.randomUUID().toString());
        List<Answer> answers = Together.call(20, n -> gate.submit(someone, action, same));
        assertThat(answers).extracting(PaceTest::code).doesNotContain(ErrorCode.TOO_MANY_CALLS);
        assertThat(action.sent).hasSize(1);
    }

    @Test
    void aCaseTakesSoManyChangesWhateverTheyAreOn() {
        Gate gate = gate(1000, 2);
        String mine = "case-" + UUID.randomUUID();
        assertThat(call(gate, Scripted.on(order()).declined(), mine, false).status())
                .as("what came to nothing is not counted")
                .isEqualTo(Status.FAILED);
        assertThat(call(gate, Scripted.on(order()), mine, false).status()).isEqualTo(Status.DONE);
        assertThat(call(gate, Scripted.on(order()), mine, false).status()).isEqualTo(Status.DONE);
        Answer third = call(gate, Scripted.on(order()), mine, false);
        assertThat(code(third)).isEqualTo(ErrorCode.TOO_MANY_CALLS);
        assertThat(third.outcome().refusal().message()).contains(mine);
        assertThat(call(gate, Scripted.on(order()), "other-" + mine, false).status())
                .isEqualTo(Status.DONE);
    }

    @Test
    void withoutACaseTheObjectIsTheCaseForAWeek() {
        Gate gate = gate(1000, 2);
        String order = order();
        assertThat(call(gate, Scripted.on(order)).status()).isEqualTo(Status.DONE);
        assertThat(call(gate, Scripted.on(order).steps(2)).status()).isEqualTo(Status.DONE);
        assertThat(code(call(gate, Scripted.on(order).steps(3)))).isEqualTo(ErrorCode.TOO_MANY_CALLS);
        sql.execute(
                "update countersign.action set requested_at = now() - interval '8 days' where target_id = ?", order);
        assertThat(call(gate, Scripted.on(order).steps(3)).status()).isEqualTo(Status.DONE);
    }
}
