package org.countersign.backend;

import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.Guard;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;
import org.countersign.gate.Attempt;
import org.countersign.gate.NoPassage;
import org.countersign.gate.Reply;
import org.countersign.shop.BackendUnavailable;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/**
 * What every call to one shop passes: so many at once, and none at all for a while after half of the last ones failed.
 * Only reads are tried again here; what is sent again is the gate's to decide. The time limit is the wire's: it alone knows
 * whether a byte has left.
 */
public final class Passage {

    private final PassageSettings settings;
    private final Guard door;
    private final Guard again;
    private volatile CircuitBreakerState breaker = CircuitBreakerState.CLOSED;

    public Passage(PassageSettings settings) {
        this.settings = settings;
        this.door = Guard.create()
                .withBulkhead()
                .limit(settings.atOnce)
                .done()
                .withCircuitBreaker()
                .requestVolumeThreshold(settings.breakerWindow)
                .delay(settings.breakerPause.toMillis(), ChronoUnit.MILLIS)
                .when(failure -> failure instanceof Failed || failure instanceof BackendUnavailable)
                .onStateChange(state -> breaker = state)
                .done()
                .build();
        this.again = Guard.create()
                .withRetry()
                .maxRetries(settings.readRetries)
                .delay(100, ChronoUnit.MILLIS)
                .jitter(100, ChronoUnit.MILLIS)
                .retryOn(BackendUnavailable.class)
                .abortOn(Closed.class)
                .done()
                .build();
    }

    /** @throws BackendUnavailable when it cannot be asked, also after some tries, or not now */
    public <T> T read(Supplier<T> question) {
        try {
            return cast(again.get(() -> once(question), Object.class));
        } catch (Closed closed) {
            throw new BackendUnavailable("the shop is left alone for a while", closed);
        }
    }

    /**
     * Makes one try of a write, or none: then nothing was marked and nothing sent.
     *
     * @throws NoPassage when it was not made
     */
    public Optional<Reply> write(Attempt attempt) {
        try {
            return cast(door.get(() -> counted(attempt), Object.class));
        } catch (Failed failed) {
            return Optional.of(failed.reply);
        } catch (CircuitBreakerOpenException open) {
            throw new NoPassage(
                    "the shop has not answered well lately and is left alone for a while", settings.breakerPause);
        } catch (BulkheadException full) {
            throw new NoPassage("too many requests are on their way to the shop", settings.breakerPause);
        }
    }

    /** Whether calls are let through, as far as the breaker goes. */
    public boolean open() {
        return breaker != CircuitBreakerState.OPEN;
    }

    private <T> T once(Supplier<T> question) {
        try {
            return cast(door.get(() -> question.get(), Object.class));
        } catch (CircuitBreakerOpenException | BulkheadException shut) {
            throw new Closed(shut);
        }
    }

    private static Optional<Reply> counted(Attempt attempt) {
        Optional<Reply> reply = attempt.make();
        if (reply.isPresent() && (reply.get() instanceof Reply.Unknown || reply.get() instanceof Reply.NotSent)) {
            throw new Failed(reply.get());
        }
        return reply;
    }

    @SuppressWarnings("unchecked")
    private static <T> T cast(Object answer) {
        return (T) answer;
    }

    /** Tells the breaker of an answer that speaks against the shop. */
    private static final class Failed extends RuntimeException {

        private final transient Reply reply;

        Failed(Reply reply) {
            super(null, null, false, false);
            this.reply = reply;
        }
    }

    /** Not tried at all. */
    private static final class Closed extends RuntimeException {
        Closed(Throwable cause) {
            super(cause);
        }
    }
}
