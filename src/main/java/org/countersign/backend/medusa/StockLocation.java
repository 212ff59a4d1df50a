package org.countersign.backend.medusa;

import jakarta.enterprise.context.ApplicationScoped;

/** Where goods leave from and come back to: what the operator set, else where those of the order left from. */
@ApplicationScoped
class StockLocation {

    private final MedusaSettings settings;

    StockLocation(MedusaSettings settings) {
        this.settings = settings;
    }

    /** @throws OrderChangeEdit.Hindered when it is not known: Medusa breaks off in the middle of a receipt without it */
    String of(OrderFile order) {
        return settings.stockLocation()
                .or(() -> Items.leftFrom(order))
                .orElseThrow(() -> new OrderChangeEdit.Hindered(
                        "Medusa does not say where the goods left from: an operator has to set"
                                + " COUNTERSIGN_MEDUSA_STOCK_LOCATION"));
    }
}
