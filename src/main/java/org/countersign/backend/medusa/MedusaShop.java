package org.countersign.backend.medusa;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Set;
import org.countersign.backend.OfBackend;
import org.countersign.shop.Backend;

/** A shop on Medusa 2. */
@OfBackend(MedusaShop.NAME)
@ApplicationScoped
class MedusaShop implements Backend {

    static final String NAME = "medusa";
    private static final Duration GLANCE = Duration.ofSeconds(2);

    /**
     * Medusa has no holds, no store credit and no way to charge a customer again, and a label is part of a shipment there and
     * nothing that can be bought or voided.
     */
    private static final Set<String> WITHOUT = Set.of(
            "hold_order",
            "release_order",
            "change_payment_method",
            "issue_store_credit",
            "buy_shipping_label",
            "void_shipping_label",
            "quote_shipping_rates");

    private final Medusa medusa;

    MedusaShop(Medusa medusa) {
        this.medusa = medusa;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean offers(String tool) {
        return !WITHOUT.contains(tool);
    }

    @Override
    public boolean reachable() {
        return medusa.healthy(GLANCE);
    }
}
