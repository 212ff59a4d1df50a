package org.countersign.fire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A crash at any point, on any replica: one effect or none, never two; the next call or the next sweep finds out. The short
 * run, each point once; the long one is {@code ./mvnw -Pfire}.
 */
@Timeout(900)
class CrashIT {

    @Test
    void whereverAServerIsKilledPausedOrCutOffEveryRefundHappensOnce() {
        try (Campaign campaign = new Campaign(3, 20261121).load(2, 250)) {
            CompletableFuture<Void> beside = CompletableFuture.runAsync(() -> {
                campaign.cuts(campaign.replica(2));
                campaign.pauses(campaign.replica(2));
            });
            campaign.kills(10, campaign.replica(0), campaign.replica(1));
            campaign.sweeps(Harm.KILL, campaign.replica(0), campaign.replica(1));
            campaign.killAtRandom(campaign.replica(0));
            beside.join();
            Report report = campaign.report();
            System.out.println(report.table());
            assertThat(report.broken()).isEmpty();
        }
    }
}
