package org.countersign.gate;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.countersign.caller.Caller;

/**
 * How many new calls a person may make a minute, on this replica, and how many writes a case may have. Calls of one key that
 * are under way together count once: all but one of them end as its replay.
 */
@ApplicationScoped
class Pace {

    private static final int CALLERS_REMEMBERED = 20_000;

    private final PaceSettings settings;
    private final Ledger ledger;
    private final Clock clock;
    private final Map<String, Minute> minutes = new ConcurrentHashMap<>();
    private final Map<String, Pass> underWay = new ConcurrentHashMap<>();

    Pace(PaceSettings settings, Ledger ledger, Clock clock) {
        this.settings = settings;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** The calls of one key that are on their way in. Who enters leaves. */
    static final class Pass {
        private final String key;
        private final long wait;
        private int users;

        private Pass(String key, long wait) {
            this.key = key;
            this.wait = wait;
        }

        Optional<Refusal> tooMany() {
            return wait == 0 ? Optional.empty() : Optional.of(slowly(wait));
        }
    }

    Pass enter(Caller caller, ActionKey key) {
        Pass pass = underWay.compute(Digest.hex(key.hash()), (name, known) -> {
            Pass one = known == null ? new Pass(name, take(caller)) : known;
            one.users++;
            return one;
        });
        return pass;
    }

    void leave(Pass pass) {
        underWay.computeIfPresent(pass.key, (name, known) -> --known.users == 0 ? null : known);
    }

    /** One call more that has no key. */
    Optional<Refusal> tooMany(Caller caller) {
        long wait = take(caller);
        return wait == 0 ? Optional.empty() : Optional.of(slowly(wait));
    }

    /** Counted in the ledger, over all callers and replicas. */
    Optional<Refusal> tooManyWrites(Action action, Request request) {
        String caseId = request.caseId();
        int written = ledger.writes(caseId, action.target(), settings.writesPerCase());
        return written < settings.writesPerCase()
                ? Optional.empty()
                : Optional.of(Refusal.of(
                        ErrorCode.TOO_MANY_CALLS,
                        (caseId == null
                                        ? action.target().type() + " "
                                                + action.target().id()
                                        : "Case " + caseId)
                                + " has had " + written + " changes in 7 days, as many as a case may have.",
                        "Change nothing more here: look at list_actions, and hand the case to a person."));
    }

    private static Refusal slowly(long seconds) {
        return Refusal.of(
                        ErrorCode.TOO_MANY_CALLS,
                        "Too many calls in the last minute; nothing was done by this one.",
                        "Wait for retry_after_seconds, then repeat only the calls that are still needed, unchanged.")
                .after(Duration.ofSeconds(seconds));
    }

    /** @return how many seconds to wait; 0 when it was counted */
    private long take(Caller caller) {
        long now = clock.instant().getEpochSecond();
        if (minutes.size() >= CALLERS_REMEMBERED) {
            minutes.values().removeIf(minute -> minute.isOver(now));
        }
        return minutes.computeIfAbsent(caller.issuer() + "\n" + caller.subject(), name -> new Minute())
                .take(now, settings.callsPerMinute());
    }

    /** The calls of the last 60 seconds, second by second. */
    private static final class Minute {
        private static final int SECONDS = 60;
        private final int[] calls = new int[SECONDS];
        private final long[] second = new long[SECONDS];

        synchronized long take(long now, int limit) {
            int sum = 0;
            long oldest = now;
            for (int i = 0; i < SECONDS; i++) {
                if (second[i] > now - SECONDS && calls[i] > 0) {
                    sum += calls[i];
                    oldest = Math.min(oldest, second[i]);
                }
            }
            if (sum >= limit) {
                return Math.max(1, oldest + SECONDS - now);
            }
            int slot = (int) (now % SECONDS);
            calls[slot] = second[slot] == now ? calls[slot] + 1 : 1;
            second[slot] = now;
            return 0;
        }

        synchronized boolean isOver(long now) {
            for (long each : second) {
                if (each > now - SECONDS) {
                    return false;
                }
            }
            return true;
        }
    }
}
