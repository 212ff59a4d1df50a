package org.countersign.backend.remote;

import io.opentelemetry.api.OpenTelemetry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.countersign.backend.OfBackend;
import org.countersign.backend.PassageSettings;
import org.countersign.backend.Wire;

/** The one connection to the shop behind the protocol. */
final class Connection {

    @Produces
    @Singleton
    @OfBackend(RemoteShop.NAME)
    Wire wire(RemoteSettings settings, PassageSettings limits, OpenTelemetry telemetry) {
        return new Wire(settings.url(), settings.credentials(), limits, telemetry.getTracerProvider());
    }
}
