package org.countersign.ledger;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.countersign.gate.LedgerUnavailable;
import org.countersign.ledger.audit.Seal;
import org.jboss.logging.Logger;

/**
 * Seals every few seconds while this server writes, and looks once a minute for what another one left. The newest seal
 * goes to the log, at most once a minute, so that it is known outside of the database.
 */
@ApplicationScoped
class SealSchedule {

    private static final Logger LOG = Logger.getLogger(SealSchedule.class);
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final Seals seals;
    private final Trail trail;
    private final SealedHead head;
    private long looked = System.nanoTime() - 2 * MINUTE;
    private long told = looked;
    private String lastTold = "";

    SealSchedule(Seals seals, Trail trail, SealedHead head) {
        this.seals = seals;
        this.trail = trail;
        this.head = head;
    }

    @Scheduled(
            identity = "seal",
            every = "{countersign.seal-every}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void seal() {
        long now = System.nanoTime();
        if (now - trail.lastWritten() > 2 * MINUTE && now - looked < MINUTE) {
            return;
        }
        looked = now;
        try {
            Optional<Seal> made = seals.sealAll();
            made.or(() -> head.known() ? Optional.empty() : seals.newest()).ifPresent(head::is);
        } catch (LedgerUnavailable gone) {
            LOG.warn("nothing could be sealed: the ledger cannot be reached; it is tried again");
        }
        tell(now);
    }

    private void tell(long now) {
        String newest = head.newest().orElse("");
        if (!newest.equals(lastTold) && now - told >= MINUTE) {
            told = now;
            lastTold = newest;
            LOG.infof("sealed up to %s", newest);
        }
    }
}
