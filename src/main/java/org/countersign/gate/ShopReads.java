package org.countersign.gate;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.countersign.shop.CustomerId;
import org.countersign.shop.Customers;
import org.countersign.shop.OrderId;
import org.countersign.shop.Orders;
import org.countersign.shop.ShopObject;

/** Reads what an action is about, afresh from the shop. */
@ApplicationScoped
class ShopReads {

    private final Orders orders;
    private final Customers customers;

    ShopReads(Orders orders, Customers customers) {
        this.orders = orders;
        this.customers = customers;
    }

    Optional<? extends ShopObject> read(ObjectRef ref) {
        return switch (ref.type()) {
            case "order" -> orders.order(new OrderId(ref.id()));
            case "customer" -> customers.customer(new CustomerId(ref.id()));
            default -> throw new IllegalArgumentException("no version is read of a " + ref.type());
        };
    }
}
