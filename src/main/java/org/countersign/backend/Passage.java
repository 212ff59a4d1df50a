package org.countersign.backend;

import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.Guard;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;
import org.countersign.gate.Attempt;
import org.countersign.gate.BackendCalls;
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
@Singleton
public final class Passage {

    private final PassageSettings settings;
    private final BackendCalls told;
    private final Guard door;
    private final Guard again;
    private volatile boolean open = true;

    public Passage(PassageSettings settings, BackendCalls told) {
        this.settings = settings;
        this.told = told;
        this.door = door();
        this.again = again();
        told.breaker(settings.backend(), BackendCalls.Breaker.CLOSED);
    }

    private Guard door() {
        return Guard.create()
                .withBulkhead()
                .limit(settings.atOnce)
                .done()
                .withCircuitBreaker()
                .requestVolumeThreshold(settings.breakerWindow)
                .delay(settings.breakerPause.toMillis(), ChronoUnit.MILLIS)
                .when(failure -> failure instanceof Failed || failure instanceof BackendUnavailable)
                .onStateChange(this::turned)
                .done()
                .build();
    }

    private Guard again() {
        return Guard.create()
                .withRetry()
                .maxRetries(settings.readRetries)
                .delay(100, ChronoUnit.MILLIS)
                .jitter(100, ChronoUnit.MILLIS)
                .retryOn(BackendUnavailable.class)
                .abortOn(Closed.class)
                .onRetry(() -> told.askedAgain(settings.backend()))
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
        } catch (CircuitBreakerOpenException leftAlone) {
            notMade(BackendCalls.Kind.WRITE, leftAlone);
            throw new NoPassage(
                    "the shop has not answered well lately and is left alone for a while", settings.breakerPause);
        } catch (BulkheadException full) {
            notMade(BackendCalls.Kind.WRITE, full);
            throw new NoPassage("too many requests are on their way to the shop", settings.breakerPause);
        }
    }

    /** Whether calls are let through, as far as the breaker goes; after its pause one is, whether or not anybody calls. */
    public boolean open() {
        return open;
    }

    private void turned(CircuitBreakerState state) {
        BackendCalls.Breaker now = switch (state) {
            case CLOSED -> BackendCalls.Breaker.CLOSED;
            case HALF_OPEN -> BackendCalls.Breaker.HALF_OPEN;
            case OPEN -> BackendCalls.Breaker.OPEN;
        };
        open = now != BackendCalls.Breaker.OPEN;
        told.breaker(settings.backend(), now);
    }

    private void notMade(BackendCalls.Kind kind, Exception shut) {
        told.notMade(
                settings.backend(),
                kind,
                shut instanceof BulkheadException ? BackendCalls.Shut.BULKHEAD : BackendCalls.Shut.BREAKER);
    }

    private <T> T once(Supplier<T> question) {
        try {
            return cast(door.get(() -> timed(question), Object.class));
        } catch (CircuitBreakerOpenException | BulkheadException shut) {
            notMade(BackendCalls.Kind.READ, shut);
            throw new Closed(shut);
        }
    }

    /** Whatever else is thrown is the caller's mistake, which the shop has answered. */
    private <T> T timed(Supplier<T> question) {
        long begun = System.nanoTime();
        boolean answered = true;
        try {
            return question.get();
        } catch (BackendUnavailable away) {
            answered = false;
            throw away;
        } finally {
            told.asked(settings.backend(), answered, Duration.ofNanos(System.nanoTime() - begun));
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
