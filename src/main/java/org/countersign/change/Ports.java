package org.countersign.change;

import jakarta.inject.Singleton;
import java.time.Clock;
import org.countersign.gate.ShopSettings;
import org.countersign.refund.Refunds;
import org.countersign.shop.Customers;
import org.countersign.shop.Orders;
import org.countersign.shop.Products;

/** What a plan is made from and goes through: the ports of the shop, its settings and the time. */
@Singleton
public final class Ports {

    private final Changes changes;
    private final Refunds refunds;
    private final Customers customers;
    private final Orders orders;
    private final Products products;
    private final ShopSettings.Source settings;
    private final Clock clock;

    public Ports(
            Changes changes,
            Refunds refunds,
            Customers customers,
            Orders orders,
            Products products,
            ShopSettings.Source settings,
            Clock clock) {
        this.changes = changes;
        this.refunds = refunds;
        this.customers = customers;
        this.orders = orders;
        this.products = products;
        this.settings = settings;
        this.clock = clock;
    }

    Changes changes() {
        return changes;
    }

    public Refunds refunds() {
        return refunds;
    }

    public Customers customers() {
        return customers;
    }

    public Orders orders() {
        return orders;
    }

    public Products products() {
        return products;
    }

    /** At most 1 s old. */
    public ShopSettings settings() {
        return settings.now();
    }

    public Clock clock() {
        return clock;
    }
}
