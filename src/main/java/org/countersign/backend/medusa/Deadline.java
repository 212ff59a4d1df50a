package org.countersign.backend.medusa;

import java.time.Duration;
import org.countersign.gate.Reply;

/**
 * The request with the effect leaves within one call timeout of the beginning, or not at all: so a write that reads first is
 * over within two of them, which is what {@link MedusaChanges#abilities} states.
 */
final class Deadline {

    private final long begun = System.nanoTime();
    private final Duration within;

    Deadline(Duration within) {
        this.within = within;
    }

    boolean passed() {
        return System.nanoTime() - begun >= within.toNanos();
    }

    /** For what has to be over by then; next to nothing when it has passed. */
    Duration left() {
        return Duration.ofNanos(Math.max(1_000_000, within.toNanos() - (System.nanoTime() - begun)));
    }

    static Reply late() {
        return new Reply.NotSent("reading the order took too long, so nothing was sent", null);
    }
}
