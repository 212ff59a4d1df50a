package org.countersign.console;

import java.time.Clock;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** So many a minute of each, counted by the minutes of the clock, on this replica. */
final class Rate {

    private static final int MINUTE = 60;

    private final Map<String, Integer> counted = new ConcurrentHashMap<>();
    private final AtomicLong counting = new AtomicLong();
    private final Clock clock;
    private final int aMinute;

    /** @param aMinute 0 for no limit */
    Rate(Clock clock, int aMinute) {
        this.clock = clock;
        this.aMinute = aMinute;
    }

    /** Counts one more; in how many seconds to come again if that is one too many. */
    OptionalLong tooMany(String whose) {
        if (aMinute <= 0) {
            return OptionalLong.empty();
        }
        long now = clock.instant().getEpochSecond();
        if (counting.getAndSet(now / MINUTE) != now / MINUTE) {
            counted.clear();
        }
        return counted.merge(whose, 1, Integer::sum) > aMinute
                ? OptionalLong.of(MINUTE - now % MINUTE)
                : OptionalLong.empty();
    }
}
