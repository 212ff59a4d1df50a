package org.countersign.gate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How far one step is.
 *
 * @param tries      how often it was marked as sending in this round
 * @param round      0, and one more each time a partly done action is taken up again at this step
 * @param observed   the effect as the shop showed it, once it did
 * @param answer     what the backend said, in words
 * @param judgeable  whether send_by, call timeout and settle time of the last try have passed, by the database's clock
 * @param resendable whether its first send is so short ago that the identical request may be the question
 */
public record StepState(
        Step step,
        State state,
        int tries,
        int round,
        @Nullable ObjectNode observed,
        @Nullable String answer,
        boolean judgeable,
        boolean resendable) {

    public enum State {
        PLANNED,
        SENDING,
        IN_DOUBT,
        DONE,
        NOT_DONE,
        MISMATCH
    }

    static StepState planned(Step step) {
        return new StepState(step, State.PLANNED, 0, 0, null, null, false, false);
    }

    StepState now(State newState, @Nullable ObjectNode newObserved, @Nullable String newAnswer) {
        return new StepState(step, newState, tries, round, newObserved, newAnswer, judgeable, resendable);
    }

    StepState tried() {
        return new StepState(step, State.SENDING, tries + 1, round, null, null, false, resendable);
    }

    /** To be sent again under a new key, because the earlier one is proved to have had no effect. */
    StepState anew() {
        return tries == 0 ? this : new StepState(step, State.PLANNED, 0, round + 1, null, null, false, false);
    }

    StepKey key(String actionId) {
        return StepKey.of(actionId, step.n(), round);
    }

    /** The keys under which it was sent and is taken to have had no effect. */
    List<StepKey> closedKeys(String actionId) {
        int closed = state == State.NOT_DONE && tries > 0 ? round + 1 : round;
        return IntStream.range(0, closed)
                .mapToObj(earlier -> StepKey.of(actionId, step.n(), earlier))
                .toList();
    }
}
