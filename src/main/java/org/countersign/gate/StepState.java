package org.countersign.gate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * How far one step is.
 *
 * @param tries    how often it was marked as sending
 * @param observed the effect as the shop showed it, once it did
 * @param answer   what the backend said, in words
 * @param judgeable whether send_by, call timeout and settle time of the last try have passed, by the database's clock
 */
public record StepState(
        Step step,
        State state,
        int tries,
        @Nullable ObjectNode observed,
        @Nullable String answer,
        boolean judgeable) {

    public enum State {
        PLANNED,
        SENDING,
        IN_DOUBT,
        DONE,
        NOT_DONE,
        MISMATCH
    }

    static StepState planned(Step step) {
        return new StepState(step, State.PLANNED, 0, null, null, false);
    }

    StepState now(State newState, @Nullable ObjectNode newObserved, @Nullable String newAnswer) {
        return new StepState(step, newState, tries, newObserved, newAnswer, judgeable);
    }

    StepState tried() {
        return new StepState(step, State.SENDING, tries + 1, null, null, false);
    }
}
