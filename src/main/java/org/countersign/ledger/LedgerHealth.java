package org.countersign.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Shows in readiness how well the events are kept; it takes no server down. */
@Readiness
@ApplicationScoped
class LedgerHealth implements HealthCheck {

    private final EventRights rights;
    private final SealedHead head;

    LedgerHealth(EventRights rights, SealedHead head) {
        this.rights = rights;
        this.head = head;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("ledger").up().withData("events_protected_by_database", rights.insertOnly());
        head.newest().ifPresent(newest -> response.withData("newest_seal", newest));
        return response.build();
    }
}
