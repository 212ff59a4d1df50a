package org.countersign.backend.builtin;

import org.countersign.shop.Money;
import org.countersign.shop.Order;

/** What may still be refunded of an order's shipping. */
record ShippingLeft(ShopDatabase database) {

    private static final String LEFT = "select shipping - shipping_refunded as left from shop.orders where id = ?";

    Money of(Order order) {
        Money shipping = order.totals().shipping();
        if (shipping.isZero()) {
            return shipping;
        }
        return database.one(LEFT, row -> row.getLong("left"), order.id().value())
                .map(left -> new Money(left, shipping.currency()))
                .orElse(shipping);
    }
}
