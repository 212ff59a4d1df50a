package org.countersign.ledger;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What was read once for everybody who asks within a while; a reading that fails is not kept. */
final class Kept<T> {

    private final long nanos;
    private final Supplier<T> reading;
    private @Nullable T known;
    private long at;

    Kept(Duration atMost, Supplier<T> reading) {
        this.nanos = atMost.toNanos();
        this.reading = reading;
    }

    synchronized T now() {
        T value = known;
        if (value == null || System.nanoTime() - at >= nanos) {
            long begun = System.nanoTime();
            value = reading.get();
            known = value;
            at = begun;
        }
        return value;
    }
}
