package org.countersign.backend.builtin;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.countersign.backend.ShopBed;
import org.countersign.cancel.Cancels;
import org.countersign.change.Changes;
import org.countersign.gate.MarkedEffects;
import org.countersign.label.Trackings;
import org.countersign.refund.Refunds;
import org.countersign.shop.Customers;
import org.countersign.shop.Order;
import org.countersign.shop.Orders;
import org.countersign.shop.Products;

/** The built-in shop on a database of its own. */
record BuiltinBed(TestShop shop) implements ShopBed {

    private static final AtomicInteger COUNT = new AtomicInteger();

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
    public Trackings trackings() {
        return new BuiltinTrackings(shop.database);
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

    @Override
    public Order delivered(Order order) {
        shop.execute("update shop.lines set fulfilled_quantity = quantity where order_id = '%s'".formatted(order.id()));
        shop.execute("""
                update shop.orders set fulfillment_status = 'delivered', delivered_at = now() - interval '1 day',
                       revision = nextval('shop.revisions') where id = '%s'""".formatted(order.id()));
        return again(order);
    }

    @Override
    public String variant(String productId, long price, int stock) {
        String id = "other-" + productId + "-" + COUNT.incrementAndGet();
        shop.execute("""
                insert into shop.variants (id, product_id, position, options, price, currency, stock)
                select '%s', product_id, 1, '{"size": "L"}', %d, currency, %d from shop.variants where product_id = '%s' limit 1""".formatted(id, price, stock, productId));
        return id;
    }

    @Override
    public String method(Order order, String kind, long balance) {
        String id = kind + "-of-" + order.id() + "-" + COUNT.incrementAndGet();
        boolean card = kind.equals("gift_card");
        shop.execute("""
                insert into shop.payment_methods (id, customer_id, position, kind, label, balance, currency, can_charge, can_credit)
                values ('%s', '%s', 9, '%s', '%s', %s, %s, true, %b)""".formatted(
                        id,
                        order.customer().id(),
                        kind,
                        kind,
                        card ? balance : "null",
                        card ? "'" + order.totals().total().currency() + "'" : "null",
                        !kind.equals("other")));
        return id;
    }
}
