package org.countersign.backend;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import java.util.stream.Collectors;
import org.countersign.cancel.Cancels;
import org.countersign.change.Changes;
import org.countersign.gate.MarkedEffects;
import org.countersign.label.Trackings;
import org.countersign.refund.Refunds;
import org.countersign.shop.Backend;
import org.countersign.shop.Customers;
import org.countersign.shop.Orders;
import org.countersign.shop.Products;
import org.countersign.shop.SampleData;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Gives each port of the backend that is configured; with an unknown name the server ends before it listens. A new port
 * is one more method here, a new backend none.
 */
@ApplicationScoped
class Chosen {

    private static final Logger LOG = Logger.getLogger(Chosen.class);

    private final String name;

    Chosen(@ConfigProperty(name = "countersign.backend") String name) {
        this.name = name;
    }

    /** Also the settings are read here, so that wrong ones are found at start. */
    void onStart(@Observes @Priority(1) StartupEvent start, @Any Instance<Backend> all, PassageSettings settings) {
        LOG.debugf("backend %s, call timeout %s", backend(all).name(), settings.callTimeout());
    }

    /** Whoever asks first, asks for this: what is needed at start is not always made after the others have started. */
    @Produces
    @ApplicationScoped
    Backend backend(@Any Instance<Backend> all) {
        if (of(all).isUnsatisfied()) {
            String known = all.handlesStream()
                    .flatMap(backend -> backend.getBean().getQualifiers().stream())
                    .filter(OfBackend.class::isInstance)
                    .map(qualifier -> ((OfBackend) qualifier).value())
                    .sorted()
                    .collect(Collectors.joining(", "));
            throw new ConfigurationException(
                    "countersign: no backend is called " + name + ": set COUNTERSIGN_BACKEND to one of " + known);
        }
        return of(all).get();
    }

    @Produces
    @ApplicationScoped
    Orders orders(@Any Instance<Orders> all) {
        return of(all).get();
    }

    @Produces
    @ApplicationScoped
    Customers customers(@Any Instance<Customers> all) {
        return of(all).get();
    }

    @Produces
    @ApplicationScoped
    Products products(@Any Instance<Products> all) {
        return of(all).get();
    }

    @Produces
    @ApplicationScoped
    Refunds refunds(@Any Instance<Refunds> all) {
        return of(all).get();
    }

    @Produces
    @ApplicationScoped
    Cancels cancels(@Any Instance<Cancels> all) {
        return of(all).get();
    }

    @Produces
    @ApplicationScoped
    Trackings trackings(@Any Instance<Trackings> all) {
        return of(all).get();
    }

    @Produces
    @ApplicationScoped
    Changes changes(@Any Instance<Changes> all) {
        return of(all).get();
    }

    @Produces
    @ApplicationScoped
    MarkedEffects marks(@Any Instance<MarkedEffects> all) {
        return of(all).get();
    }

    @Produces
    @ApplicationScoped
    SampleData sample(@Any Instance<SampleData> all) {
        Instance<SampleData> own = of(all);
        return own.isUnsatisfied() ? new NoSample() : own.get();
    }

    private <P> Instance<P> of(Instance<P> all) {
        return all.select(new OfBackend.Named(name));
    }

    /** Of a shop whose data is its own. */
    private static final class NoSample implements SampleData {

        @Override
        public boolean present() {
            return false;
        }

        @Override
        public void reset() {
            throw new IllegalStateException("this backend has no sample data");
        }
    }
}
