package org.countersign.backend.medusa;

import io.opentelemetry.api.OpenTelemetry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.countersign.backend.OfBackend;
import org.countersign.backend.PassageSettings;
import org.countersign.backend.Wire;

/** The one connection to the Medusa server. */
final class Connection {

    @Produces
    @Singleton
    @OfBackend(MedusaShop.NAME)
    Wire wire(MedusaSettings settings, PassageSettings limits, OpenTelemetry telemetry) {
        return new Wire(settings.url(), settings.credentials(), limits, telemetry.getTracerProvider());
    }
}
