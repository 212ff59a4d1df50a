package org.countersign.ledger;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import org.countersign.gate.LedgerUnavailable;
import org.countersign.gate.Sweep;
import org.jboss.logging.Logger;

/** Looks at start and every few seconds at what was sent and is not settled, and begins what was approved and was not begun. */
@ApplicationScoped
class SweepSchedule {

    private static final Logger LOG = Logger.getLogger(SweepSchedule.class);
    private static final int AT_ONCE = 200;

    private final Sweep sweep;

    SweepSchedule(Sweep sweep) {
        this.sweep = sweep;
    }

    @Scheduled(
            identity = "sweep",
            every = "{countersign.sweep-every}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        try {
            int settled = sweep.sweep(AT_ONCE);
            if (settled > 0) {
                LOG.infof("the sweep settled %d actions", settled);
            }
        } catch (LedgerUnavailable gone) {
            LOG.warn("the sweep found no ledger; it tries again");
        }
    }
}
