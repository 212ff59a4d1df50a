package org.countersign.console;

import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The server's clock, in tests that let hours pass. */
@Alternative
@Singleton
public final class MovableClock extends Clock {

    private volatile Instant stoppedAt = Instant.now();

    void later(Duration time) {
        stoppedAt = stoppedAt.plus(time);
    }

    @Override
    public Instant instant() {
        return stoppedAt;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
