package org.countersign.carrier;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import java.util.stream.Collectors;
import org.countersign.label.Carrier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Gives the carrier that is configured; with an unknown name the server ends before it listens. */
@ApplicationScoped
class Chosen {

    private static final Logger LOG = Logger.getLogger(Chosen.class);

    private final String name;

    Chosen(@ConfigProperty(name = "countersign.carrier", defaultValue = "testcarrier") String name) {
        this.name = name;
    }

    void onStart(@Observes @Priority(1) StartupEvent start, @Any Instance<Carrier> all) {
        LOG.debugf("carrier %s", carrier(all).name());
    }

    @Produces
    @ApplicationScoped
    Carrier carrier(@Any Instance<Carrier> all) {
        Instance<Carrier> own = all.select(new OfCarrier.Named(name));
        if (own.isUnsatisfied()) {
            String known = all.handlesStream()
                    .flatMap(carrier -> carrier.getBean().getQualifiers().stream())
                    .filter(OfCarrier.class::isInstance)
                    .map(qualifier -> ((OfCarrier) qualifier).value())
                    .sorted()
                    .collect(Collectors.joining(", "));
            throw new ConfigurationException(
                    "countersign: no carrier is called " + name + ": set COUNTERSIGN_CARRIER to one of " + known);
        }
        return own.get();
    }
}
