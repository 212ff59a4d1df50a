package org.countersign.console;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.countersign.caller.Caller;
import org.countersign.ledger.Audit;
import org.countersign.ledger.audit.Report;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Checks of the whole audit that somebody started at a page: one at a time on each replica, since each reads everything. The
 * last one's report is kept here until the next.
 */
@ApplicationScoped
class AuditRuns {

    private static final Logger LOG = Logger.getLogger(AuditRuns.class);

    private final Audit audit;
    private final Clock clock;
    private final AtomicReference<@Nullable Run> last = new AtomicReference<>();

    AuditRuns(Audit audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
    }

    /** One check, as far as it is. */
    static final class Run {

        private final Instant began;
        private final String by;
        private final @Nullable String head;
        private final CountDownLatch over = new CountDownLatch(1);
        private volatile long events;
        private volatile @Nullable Report report;
        private volatile @Nullable Instant ended;

        private Run(Instant began, String by, @Nullable String head) {
            this.began = began;
            this.by = by;
            this.head = head;
        }

        Instant began() {
            return began;
        }

        String by() {
            return by;
        }

        /** The seal that was to be there; absent for none. */
        @Nullable
        String head() {
            return head;
        }

        /** That were looked at until now, in steps. */
        long events() {
            return events;
        }

        boolean running() {
            return over.getCount() > 0;
        }

        /** Absent while it runs, and where it broke off. */
        @Nullable
        Report report() {
            return report;
        }

        @Nullable
        Instant ended() {
            return ended;
        }

        void await(Duration atMost) {
            try {
                over.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** @param head well-formed, or absent. @return empty while another one runs */
    Optional<Run> start(Caller by, @Nullable String head) {
        Run run = new Run(clock.instant(), by.subject(), head);
        Run before = last.get();
        if ((before != null && before.running()) || !last.compareAndSet(before, run)) {
            return Optional.empty();
        }
        Thread.ofVirtual().name("audit-check").start(() -> check(run));
        return Optional.of(run);
    }

    Optional<Run> last() {
        return Optional.ofNullable(last.get());
    }

    private void check(Run run) {
        try {
            run.report = audit.verify(run.head, events -> run.events = events);
        } catch (RuntimeException broken) {
            LOG.error("a check of the audit broke off", broken);
        } finally {
            run.ended = clock.instant();
            run.over.countDown();
        }
    }
}
