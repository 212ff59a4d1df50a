package org.countersign.gate;

import java.time.Duration;
import java.time.Instant;

/** By when a person should have dealt with something, and how that stands. */
public record Due(Instant at, State state) {

    public enum State {
        OVERDUE,
        /** Three quarters of the time are over. */
        SOON,
        LATER
    }

    public static Due of(Instant opened, Instant at, Instant now) {
        Instant soon = at.minus(Duration.between(opened, at).dividedBy(4));
        return new Due(at, !now.isBefore(at) ? State.OVERDUE : now.isBefore(soon) ? State.LATER : State.SOON);
    }

    public boolean isOver() {
        return state == State.OVERDUE;
    }
}
