package org.countersign.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.countersign.gate.StepState.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProofsTest {

    private static StepState step(State state) {
        return new StepState(
                new Step(1, "k", Json.object(), Scripted.effect(1), null), state, 1, 0, null, null, false, false);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                          | DONE",
                "DONE                      | DONE",
                "DONE DONE                 | DONE",
                "PLANNED                   | FAILED",
                "NOT_DONE                  | FAILED",
                "NOT_DONE PLANNED          | FAILED",
                "DONE PLANNED              | PARTLY_DONE",
                "DONE NOT_DONE             | PARTLY_DONE",
                "SENDING                   | OUTCOME_UNKNOWN",
                "IN_DOUBT                  | OUTCOME_UNKNOWN",
                "DONE IN_DOUBT             | OUTCOME_UNKNOWN",
                "DONE SENDING PLANNED      | OUTCOME_UNKNOWN",
                "MISMATCH                  | MISMATCH",
                "DONE MISMATCH             | MISMATCH",
                "MISMATCH PLANNED          | MISMATCH",
                "IN_DOUBT MISMATCH         | MISMATCH"
            })
    void theStepsSayWhatTheActionCameTo(String states, Status status) {
        List<StepState> steps = states == null
                ? List.of()
                : Arrays.stream(states.strip().split(" "))
                        .map(State::valueOf)
                        .map(ProofsTest::step)
                        .toList();
        assertThat(Proofs.status(steps)).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"true, PROOF, NOT_DONE", "false, PROOF, IN_DOUBT", "true, HINT, IN_DOUBT", "false, HINT, IN_DOUBT"})
    void notShownIsNotDoneOnlyWhereAbsenceIsProofAndNothingCanArrive(boolean judgeable, Absence absence, State state) {
        Scripted action = Scripted.on("W1").of(Resend.NOTHING, absence);
        StepState sent = new StepState(step(State.SENDING).step(), State.SENDING, 1, 0, null, null, judgeable, false);
        assertThat(Proofs.judge(action, sent, StepKey.of("act_1", 1, 0), "looked")
                        .state())
                .isEqualTo(state);
    }

    @Test
    void whatCannotBeSeenStaysInDoubt() {
        Scripted action = Scripted.on("W1");
        action.silent = true;
        StepState sent = new StepState(step(State.SENDING).step(), State.SENDING, 1, 0, null, null, true, false);
        assertThat(Proofs.judge(action, sent, StepKey.of("act_1", 1, 0), "looked")
                        .state())
                .isEqualTo(State.IN_DOUBT);
    }

    @Test
    void onlyDoneIsVerified() {
        for (Status status : Status.values()) {
            Verification verification = Proofs.verification(status, List.of(step(State.DONE)));
            assertThat(verification == Verification.VERIFIED).isEqualTo(status == Status.DONE);
        }
        assertThat(Proofs.verification(Status.DONE, List.of())).isEqualTo(Verification.NOT_APPLICABLE);
    }

    @Test
    void whatMayHaveHadAnEffectBindsItsKeyAndLeavesTheObjectUnresolvedUntilItIsSettled() {
        Set<Status> free = EnumSet.of(
                Status.PLANNED, Status.REFUSED, Status.FAILED, Status.EXPIRED, Status.WITHDRAWN, Status.VOID);
        Set<Status> unresolved = EnumSet.of(Status.OUTCOME_UNKNOWN, Status.PARTLY_DONE, Status.MISMATCH);
        Set<Status> errors = EnumSet.of(Status.REFUSED, Status.FAILED, Status.PARTLY_DONE, Status.MISMATCH);
        for (Status status : Status.values()) {
            assertThat(status.bindsKey()).as(status.name()).isEqualTo(!free.contains(status));
            assertThat(status.leavesObjectUnresolved()).as(status.name()).isEqualTo(unresolved.contains(status));
            assertThat(status.isError()).as(status.name()).isEqualTo(errors.contains(status));
        }
    }

    @Test
    void everyErrorSaysSomething() {
        for (Status status : Status.values()) {
            if (status.isError() && status != Status.REFUSED) {
                assertThat(Proofs.refusal(status)).as(status.name()).isNotNull();
            }
        }
    }
}
