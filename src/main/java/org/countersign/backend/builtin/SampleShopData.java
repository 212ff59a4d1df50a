package org.countersign.backend.builtin;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import org.countersign.backend.OfBackend;
import org.countersign.shop.BackendUnavailable;
import org.countersign.shop.SampleData;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The sample shop as the admin API and the command line see it. */
@OfBackend(BuiltinShop.NAME)
@ApplicationScoped
class SampleShopData implements SampleData {

    private final SampleShop sample;
    private final boolean present;

    SampleShopData(
            SampleShop sample,
            @ConfigProperty(name = "countersign.sample-shop", defaultValue = "false") boolean present) {
        this.sample = sample;
        this.present = present;
    }

    @Override
    public boolean present() {
        return present;
    }

    @Override
    public void reset() {
        try {
            sample.reset();
        } catch (SQLException gone) {
            throw new BackendUnavailable("the shop's database does not answer; nothing was changed", gone);
        }
    }
}
