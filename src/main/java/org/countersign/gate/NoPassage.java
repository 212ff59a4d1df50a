package org.countersign.gate;

import java.time.Duration;

/** The backend takes no request now (breaker open, too many at once): nothing was marked and nothing was sent. */
public final class NoPassage extends RuntimeException {

    private final transient Duration retryAfter;

    /** @param message for the model; names no secret */
    public NoPassage(String message, Duration retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
