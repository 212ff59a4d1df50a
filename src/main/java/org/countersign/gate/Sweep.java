package org.countersign.gate;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is done beside all calls: doubts are looked at, words that are over end, and what was allowed is begun. */
@ApplicationScoped
public class Sweep {

    private final Doubts doubts;
    private final Approved approved;
    private final Trace trace;
    private final Clock clock;
    private volatile @Nullable Instant last;

    Sweep(Doubts doubts, Approved approved, Trace trace, Clock clock) {
        this.clock = clock;
        this.doubts = doubts;
        this.approved = approved;
        this.trace = trace;
    }

    /** @return how many actions came to an end */
    public int sweep(int atMost) {
        int ended = doubts.sweep(atMost) + trace.work(() -> approved.sweep(atMost));
        last = clock.instant();
        return ended;
    }

    /** When this server last came to the end of one. */
    public Optional<Instant> last() {
        return Optional.ofNullable(last);
    }
}
