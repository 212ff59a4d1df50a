package org.countersign.dev.idp;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Things kept for a while under a key: never longer than told, never more than told; the oldest goes first. */
final class Shelf<V> {
    private record Kept<V>(V value, Instant until) {}

    private final Map<String, Kept<V>> kept = new LinkedHashMap<>();
    private final Clock clock;
    private final Duration keep;
    private final int most;

    Shelf(Clock clock, Duration keep, int most) {
        this.clock = clock;
        this.keep = keep;
        this.most = most;
    }

    synchronized void put(String key, V value) {
        Instant now = clock.instant();
        kept.values().removeIf(old -> !old.until().isAfter(now));
        kept.remove(key);
        if (kept.size() >= most) {
            kept.remove(kept.keySet().iterator().next());
        }
        kept.put(key, new Kept<>(value, now.plus(keep)));
    }

    synchronized Optional<V> find(String key) {
        return Optional.ofNullable(kept.get(key))
                .filter(found -> found.until().isAfter(clock.instant()))
                .map(Kept::value);
    }

    /** Changes a value in one step and gives what it was before, so that of two callers only one sees it fresh. */
    synchronized Optional<V> change(String key, UnaryOperator<V> change) {
        Optional<V> before = find(key);
        before.ifPresent(value -> kept.computeIfPresent(key, (k, old) -> new Kept<>(change.apply(value), old.until())));
        return before;
    }
}
