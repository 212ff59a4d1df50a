package org.countersign.backend;

import io.quarkus.arc.Arc;
import org.countersign.cancel.Cancels;
import org.countersign.change.Changes;
import org.countersign.gate.MarkedEffects;
import org.countersign.label.Trackings;
import org.countersign.refund.Refunds;
import org.countersign.shop.Customers;
import org.countersign.shop.Orders;
import org.countersign.shop.Products;

/** A shop through the ports of the server that runs in this test. */
public interface ServerBed extends ShopBed {

    @Override
    default Orders orders() {
        return port(Orders.class);
    }

    @Override
    default Customers customers() {
        return port(Customers.class);
    }

    @Override
    default Products products() {
        return port(Products.class);
    }

    @Override
    default Refunds refunds() {
        return port(Refunds.class);
    }

    @Override
    default Cancels cancels() {
        return port(Cancels.class);
    }

    @Override
    default Changes changes() {
        return port(Changes.class);
    }

    @Override
    default Trackings trackings() {
        return port(Trackings.class);
    }

    @Override
    default MarkedEffects marks() {
        return port(MarkedEffects.class);
    }

    private static <T> T port(Class<T> type) {
        return Arc.container().select(type).get();
    }
}
