package org.countersign.gate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the looks at the shop come to: for one step, and for the whole action. */
final class Proofs {

    /**
     * Looks a sent step up. Shown as planned: done. Shown otherwise: mismatch. Not shown: in doubt, and only called not
     * done where absence is proof and the last try can no longer arrive.
     */
    static StepState judge(Action action, StepState sent, StepKey key, String answer) {
        Proof proof;
        try {
            proof = sent.judgeable() ? action.confirmOrClose(sent.step(), key) : action.confirm(sent.step(), key);
        } catch (RuntimeException unexpected) {
            proof = new Proof.CannotTell("looking for it failed in an unexpected way");
        }
        return switch (proof) {
            case Proof.Shown(var effect) ->
                sent.now(
                        effect.equals(sent.step().effect()) ? StepState.State.DONE : StepState.State.MISMATCH,
                        effect.deepCopy(),
                        answer);
            case Proof.NotShown(Absence absence) ->
                sent.judgeable() && absence == Absence.PROOF
                        ? sent.now(StepState.State.NOT_DONE, null, answer)
                        : sent.now(StepState.State.IN_DOUBT, null, answer);
            case Proof.CannotTell(String why) -> sent.now(StepState.State.IN_DOUBT, null, answer + "; " + why);
        };
    }

    static Status status(List<StepState> steps) {
        if (any(steps, StepState.State.MISMATCH)) {
            return Status.MISMATCH;
        }
        if (any(steps, StepState.State.IN_DOUBT) || any(steps, StepState.State.SENDING)) {
            return Status.OUTCOME_UNKNOWN;
        }
        boolean someDone = any(steps, StepState.State.DONE);
        boolean someOpen = any(steps, StepState.State.PLANNED) || any(steps, StepState.State.NOT_DONE);
        if (someDone && someOpen) {
            return Status.PARTLY_DONE;
        }
        return someOpen ? Status.FAILED : Status.DONE;
    }

    static boolean changed(List<StepState> steps) {
        return any(steps, StepState.State.DONE) || any(steps, StepState.State.MISMATCH);
    }

    static @Nullable Verification verification(Status status, List<StepState> steps) {
        return switch (status) {
            case DONE -> steps.isEmpty() ? Verification.NOT_APPLICABLE : Verification.VERIFIED;
            case MISMATCH -> Verification.MISMATCH;
            case OUTCOME_UNKNOWN, RUNNING -> Verification.PENDING;
            case PARTLY_DONE,
                    PLANNED,
                    NEEDS_CONFIRMATION,
                    AWAITING_APPROVAL,
                    ESCALATED,
                    REFUSED,
                    FAILED,
                    DENIED,
                    EXPIRED,
                    WITHDRAWN,
                    VOID -> null;
        };
    }

    /** What an action that did not come to its end says, if nothing more exact is known. */
    static @Nullable Refusal refusal(Status status) {
        return switch (status) {
            case FAILED ->
                Refusal.of(
                        ErrorCode.BACKEND_UNAVAILABLE,
                        "The shop shows no effect of this action, and it can no longer arrive: nothing was done.",
                        "If it is still wanted, repeat the same call: it is decided anew.");
            case MISMATCH ->
                Refusal.of(
                        ErrorCode.INTERNAL,
                        "The shop shows another effect than was planned.",
                        "Do not repeat or correct it; hand the case to a person.");
            case PARTLY_DONE ->
                Refusal.of(
                        ErrorCode.BACKEND_UNAVAILABLE,
                        "Some steps were done and some were not; see effect.steps.",
                        "Repeat the same call unchanged: it goes on at the first open step. Do not correct it with other"
                                + " calls.");
            case DONE,
                    OUTCOME_UNKNOWN,
                    RUNNING,
                    PLANNED,
                    NEEDS_CONFIRMATION,
                    AWAITING_APPROVAL,
                    ESCALATED,
                    REFUSED,
                    DENIED,
                    EXPIRED,
                    WITHDRAWN,
                    VOID -> null;
        };
    }

    /** What an entry comes to by what was found of its steps. */
    static Outcome outcome(Entry entry, Status status, List<StepState> steps) {
        Outcome before = entry.outcome();
        return new Outcome(
                before.checks(),
                before.decidedBy(),
                changed(steps),
                verification(status, steps),
                null,
                refusal(status));
    }

    private static boolean any(List<StepState> steps, StepState.State state) {
        return steps.stream().anyMatch(step -> step.state() == state);
    }

    private Proofs() {}
}
