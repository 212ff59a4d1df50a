package org.countersign.meters;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.countersign.gate.BackendCalls;
import org.countersign.gate.Json;

/** Counts what passes between this server and each shop that is reached over a network; every series is there from its start. */
@Singleton
class BackendMeters implements BackendCalls {

    private final MeterRegistry registry;
    private final Map<String, Series> series = new ConcurrentHashMap<>();

    BackendMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void asked(String backend, boolean answered, Duration took) {
        Series of = of(backend);
        (answered ? of.answered : of.unavailable).record(took);
    }

    @Override
    public void askedAgain(String backend) {
        of(backend).again.increment();
    }

    @Override
    public void notMade(String backend, Kind kind, Shut why) {
        of(backend).notMade(kind, why).increment();
    }

    @Override
    public void breaker(String backend, Breaker now) {
        of(backend).breaker = now;
    }

    private Series of(String backend) {
        return series.computeIfAbsent(backend, Series::new);
    }

    private final class Series {

        private final String backend;
        private final Timer answered;
        private final Timer unavailable;
        private final Counter again;
        private volatile Breaker breaker = Breaker.CLOSED;

        Series(String backend) {
            this.backend = backend;
            this.answered = reads("answered");
            this.unavailable = reads("unavailable");
            this.again = Counter.builder("countersign.backend.retries")
                    .description("reads that were tried once more")
                    .tag("backend", backend)
                    .register(registry);
            for (Kind kind : Kind.values()) {
                for (Shut why : Shut.values()) {
                    notMade(kind, why);
                }
            }
            for (Breaker state : Breaker.values()) {
                Gauge.builder("countersign.backend.breaker", this, of -> of.breaker == state ? 1 : 0)
                        .description("1 for the state that the breaker is in")
                        .tags("backend", backend, "state", Json.wire(state))
                        .strongReference(true)
                        .register(registry);
            }
        }

        private Timer reads(String outcome) {
            return Timer.builder("countersign.backend.reads")
                    .description("what the shop was asked")
                    .tags("backend", backend, "outcome", outcome)
                    .register(registry);
        }

        /** The same one whenever it is asked for. */
        private Counter notMade(Kind kind, Shut why) {
            return Counter.builder("countersign.backend.not.made")
                    .description("calls that were not made: nothing was sent")
                    .tags("backend", backend, "kind", Json.wire(kind), "why", Json.wire(why))
                    .register(registry);
        }
    }
}
