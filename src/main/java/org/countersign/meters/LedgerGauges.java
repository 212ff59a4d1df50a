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
import org.countersign.ledger.OpenActions;
import org.countersign.ledger.OpenActions.Open;

/** What is open in the ledger, read when somebody asks, at most every two seconds; no number when it does not answer. */
@Singleton
class LedgerGauges implements MeterBinder {

    private static final long FRESH_NANOS = 2_000_000_000L;

    private final OpenActions actions;
    private Optional<Map<Status, Open>> last = Optional.empty();
    private long looked = System.nanoTime() - FRESH_NANOS;

    LedgerGauges(OpenActions actions) {
        this.actions = actions;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Status status : List.of(Status.RUNNING, Status.OUTCOME_UNKNOWN, Status.PARTLY_DONE, Status.MISMATCH)) {
            Gauge.builder("countersign.actions.open", this, gauges -> gauges.number(open -> number(open, status)))
                    .tag("status", Json.wire(status))
                    .description("actions that are not settled")
                    .strongReference(true)
                    .register(registry);
        }
        Gauge.builder("countersign.ledger.lag.seconds", this, gauges -> gauges.number(LedgerGauges::lag))
                .description("age of the oldest action that is being done or in doubt")
                .strongReference(true)
                .register(registry);
    }

    private static long number(Map<Status, Open> open, Status status) {
        return open.containsKey(status) ? open.get(status).number() : 0;
    }

    private static long lag(Map<Status, Open> open) {
        return Stream.of(Status.RUNNING, Status.OUTCOME_UNKNOWN)
                .mapToLong(status -> open.containsKey(status) ? open.get(status).oldestSeconds() : 0)
                .max()
                .orElse(0);
    }

    /** Not a number: nobody knows. */
    private double number(ToLongFunction<Map<Status, Open>> of) {
        return look().map(open -> (double) of.applyAsLong(open)).orElse(Double.NaN);
    }

    private synchronized Optional<Map<Status, Open>> look() {
        if (System.nanoTime() - looked >= FRESH_NANOS) {
            try {
                last = Optional.of(actions.byStatus());
            } catch (LedgerUnavailable gone) {
                last = Optional.empty();
            }
            looked = System.nanoTime();
        }
        return last;
    }
}
