package org.countersign.backend;

import jakarta.enterprise.context.ApplicationScoped;
import org.countersign.shop.Backend;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Names the backend in readiness and says whether it answers; a shop that is down takes no server down. */
@Readiness
@ApplicationScoped
class BackendHealth implements HealthCheck {

    private final Backend backend;

    BackendHealth(Backend backend) {
        this.backend = backend;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("backend " + backend.name())
                .up()
                .withData("reachable", backend.reachable())
                .build();
    }
}
