package org.countersign.backend.builtin;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Fills an empty shop with the sample at start, if the setting {@code countersign.sample-shop} says so. */
@ApplicationScoped
class SampleShopAtStart {

    private final SampleShop sample;
    private final boolean wanted;

    SampleShopAtStart(
            SampleShop sample,
            @ConfigProperty(name = "countersign.backend") String backend,
            @ConfigProperty(name = "countersign.sample-shop", defaultValue = "false") boolean wanted) {
        this.sample = sample;
        this.wanted = wanted && backend.equals(BuiltinShop.NAME);
    }

    void onStart(@Observes StartupEvent start) throws SQLException {
        if (wanted) {
            sample.importIfEmpty();
        }
    }
}
