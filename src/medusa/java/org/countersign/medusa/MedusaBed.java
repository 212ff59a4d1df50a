package org.countersign.medusa;

import io.quarkus.arc.Arc;
import java.util.List;
import org.countersign.backend.ShopBed;
import org.countersign.cancel.Cancels;
import org.countersign.change.Changes;
import org.countersign.gate.MarkedEffects;
import org.countersign.label.Trackings;
import org.countersign.refund.Refunds;
import org.countersign.shop.Customers;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;
import org.countersign.shop.Orders;
import org.countersign.shop.Products;

/** A real Medusa, through the ports of the server that runs in this test. One payment an order; no gift cards. */
record MedusaBed(MedusaShop shop) implements ShopBed {

    @Override
    public Orders orders() {
        return port(Orders.class);
    }

    @Override
    public Customers customers() {
        return port(Customers.class);
    }

    @Override
    public Products products() {
        return port(Products.class);
    }

    @Override
    public Refunds refunds() {
        return port(Refunds.class);
    }

    @Override
    public Cancels cancels() {
        return port(Cancels.class);
    }

    @Override
    public Changes changes() {
        return port(Changes.class);
    }

    @Override
    public Trackings trackings() {
        return port(Trackings.class);
    }

    @Override
    public MarkedEffects marks() {
        return port(MarkedEffects.class);
    }

    @Override
    public Order order(String currency, long shipping, List<Line> lines, List<Paid> payments) {
        if (payments.size() != 1 || payments.getFirst().kind().equals("gift_card")) {
            throw new UnsupportedOperationException("Medusa has no gift cards, and one payment carries an order");
        }
        long lacking = payments.getFirst().amount() - total(shipping, lines);
        if (lacking != 0) {
            throw new IllegalArgumentException("the payment is not the total of the order, but " + lacking + " more");
        }
        String id = new Checkout(shop).order(currency, shipping, lines);
        return orders().order(new OrderId(id)).orElseThrow();
    }

    @Override
    public Manner manner() {
        return new Manner(false, true);
    }

    private static long total(long shipping, List<Line> lines) {
        return shipping
                + lines.stream()
                        .mapToLong(line -> line.quantity() * line.unitPrice() - line.discount() + line.tax())
                        .sum();
    }

    /** Delivered a moment ago: nobody can tell Medusa of another day. */
    @Override
    public Order delivered(Order order) {
        new Checkout(shop).deliver(order.id().value());
        return again(order);
    }

    @Override
    public String variant(String productId, long price, int stock) {
        return new Assortment(shop).variant(productId, price, stock);
    }

    private static <T> T port(Class<T> type) {
        return Arc.container().select(type).get();
    }
}
