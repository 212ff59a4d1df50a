package org.countersign.console;

import java.time.Clock;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/** So many a minute of each, counted by the minutes of the clock, on this replica. */
final class Rate {

    private static final int MINUTE = 60;
    private static final int MANY = 10_000;

    private record Counted(long minute, int times) {}

    private final Map<String, Counted> counted = new ConcurrentHashMap<>();
    private final Clock clock;
    private final int aMinute;

    /** @param aMinute 0 for no limit */
    Rate(Clock clock, int aMinute) {
        this.clock = clock;
        this.aMinute = aMinute;
    }

    /** Counts one more; in how many seconds to come again if that is one too many. */
    OptionalLong tooMany(String whose) {
        long now = clock.instant().getEpochSecond();
        long minute = now / MINUTE;
        if (counted.size() >= MANY) {
            counted.values().removeIf(old -> old.minute() < minute);
        }
        Counted mine = counted.merge(
                whose,
                new Counted(minute, 1),
                (old, one) -> old.minute() == minute ? new Counted(minute, old.times() + 1) : one);
        return aMinute > 0 && mine.times() > aMinute ? OptionalLong.of(MINUTE - now % MINUTE) : OptionalLong.empty();
    }
}
