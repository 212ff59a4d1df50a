package org.countersign.meters;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.countersign.gate.Json;
import org.countersign.gate.LedgerUnavailable;
import org.countersign.gate.Status;
import org.countersign.gate.Sweep;
import org.countersign.ledger.Backlog;
import org.countersign.ledger.OpenActions;
import org.countersign.ledger.OpenActions.Open;

/**
 * What is open or unsealed in the ledger, read when somebody asks, at most every two seconds; no number when it does not
 * answer.
 */
@Singleton
class LedgerGauges implements MeterBinder {

    private static final long FRESH_NANOS = 2_000_000_000L;

    private final OpenActions actions;
    private final Backlog backlog;
    private final Sweep sweep;
    private Optional<Look> last = Optional.empty();
    private long looked = System.nanoTime() - FRESH_NANOS;

    private record Look(Map<Status, Open> open, Backlog.Now backlog) {

        long number(Status status) {
            return open.containsKey(status) ? open.get(status).number() : 0;
        }

        long oldest(Status status) {
            return open.containsKey(status) ? open.get(status).oldestSeconds() : 0;
        }

        long lag() {
            return Stream.of(Status.RUNNING, Status.OUTCOME_UNKNOWN)
                    .mapToLong(this::oldest)
                    .max()
                    .orElse(0);
        }
    }

    LedgerGauges(OpenActions actions, Backlog backlog, Sweep sweep) {
        this.sweep = sweep;
        this.actions = actions;
        this.backlog = backlog;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Status status : List.of(Status.RUNNING, Status.OUTCOME_UNKNOWN, Status.PARTLY_DONE, Status.MISMATCH)) {
            gauge("countersign.actions.open", "actions that are not settled", look -> look.number(status))
                    .tag("status", Json.wire(status))
                    .register(registry);
            gauge("countersign.actions.oldest.seconds", "age of the oldest of them", look -> look.oldest(status))
                    .tag("status", Json.wire(status))
                    .register(registry);
        }
        gauge("countersign.ledger.lag.seconds", "age of the oldest action that is being done or in doubt", Look::lag)
                .register(registry);
        gauge("countersign.ledger.unsealed.events", "events that no seal covers yet", look -> look.backlog.unsealed())
                .register(registry);
        gauge("countersign.ledger.unsealed.seconds", "age of the oldest of them", look -> look.backlog.oldestSeconds())
                .register(registry);
        gauge("countersign.ledger.seal", "number of the newest seal", look -> look.backlog.newestSeal())
                .register(registry);
        gauge("countersign.escalations.open", "what waits for a person", look -> look.backlog.escalations())
                .register(registry);
        gauge("countersign.escalations.overdue", "of them, what waits for too long", look -> look.backlog.overdue())
                .register(registry);
        gauge("countersign.writes.switched.off", "switches that stop writes", look -> look.backlog.switchedOff())
                .register(registry);
        gauge(
                        "countersign.ledger.moved",
                        "1: another database than the ledger's, writes are off until reconcile",
                        look -> look.backlog.moved() ? 1 : 0)
                .register(registry);
        Gauge.builder("countersign.sweep.last.success.timestamp.seconds", sweep, LedgerGauges::last)
                .description("when this server last came to the end of a sweep, since 1970")
                .strongReference(true)
                .register(registry);
        gauge("countersign.approvals.pending", "what a person has not decided", look -> look.backlog.approvals())
                .register(registry);
    }

    private Gauge.Builder<LedgerGauges> gauge(String name, String description, ToLongFunction<Look> of) {
        return Gauge.builder(name, this, gauges -> gauges.number(of))
                .description(description)
                .strongReference(true);
    }

    /** Not a number: not since it started. */
    private static double last(Sweep sweep) {
        return sweep.last().map(at -> (double) at.getEpochSecond()).orElse(Double.NaN);
    }

    /** Not a number: nobody knows. */
    private double number(ToLongFunction<Look> of) {
        return look().map(look -> (double) of.applyAsLong(look)).orElse(Double.NaN);
    }

    private synchronized Optional<Look> look() {
        if (System.nanoTime() - looked >= FRESH_NANOS) {
            try {
                last = Optional.of(new Look(actions.byStatus(), backlog.now()));
            } catch (LedgerUnavailable gone) {
                last = Optional.empty();
            }
            looked = System.nanoTime();
        }
        return last;
    }
}
