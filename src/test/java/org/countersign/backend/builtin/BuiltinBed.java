package org.countersign.backend.builtin;

import java.util.List;
import org.countersign.backend.ShopBed;
import org.countersign.cancel.Cancels;
import org.countersign.change.Changes;
import org.countersign.gate.MarkedEffects;
import org.countersign.refund.Refunds;
import org.countersign.shop.Customers;
import org.countersign.shop.Order;
import org.countersign.shop.Orders;
import org.countersign.shop.Products;

/** The built-in shop on a database of its own. */
record BuiltinBed(TestShop shop) implements ShopBed {

    @Override
    public Orders orders() {
        return shop.orders;
    }

    @Override
    public Customers customers() {
        return shop.customers;
    }

    @Override
    public Products products() {
        return shop.products;
    }

    @Override
    public Refunds refunds() {
        return shop.refunds;
    }

    @Override
    public Cancels cancels() {
        return new BuiltinCancels(shop.database);
    }

    @Override
    public Changes changes() {
        return new BuiltinChanges(shop.database);
    }

    @Override
    public MarkedEffects marks() {
        return new BuiltinMarks(shop.database);
    }

    @Override
    public Order order(String currency, long shipping, List<Line> lines, List<Paid> payments) {
        Fixture fixture = Fixture.order(shop, currency, shipping);
        lines.forEach(line -> fixture.line(line.quantity(), line.unitPrice(), line.discount(), line.tax()));
        payments.forEach(payment -> fixture.payment(payment.kind(), payment.amount()));
        return fixture.read();
    }
}
