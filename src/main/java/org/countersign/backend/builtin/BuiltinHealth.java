package org.countersign.backend.builtin;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Names this backend in readiness and says whether it answers; a shop that is down takes no server down. */
@Readiness
@ApplicationScoped
class BuiltinHealth implements HealthCheck {

    private final ShopDatabase database;

    BuiltinHealth(ShopDatabase database) {
        this.database = database;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("backend builtin")
                .up()
                .withData("reachable", reachable())
                .build();
    }

    private boolean reachable() {
        try (Connection connection = database.connect()) {
            return connection.isValid(2);
        } catch (SQLException gone) {
            return false;
        }
    }
}
