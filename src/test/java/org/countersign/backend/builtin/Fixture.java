package org.countersign.backend.builtin;

import java.util.concurrent.atomic.AtomicInteger;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;

/** Orders that the sample has none of: other currencies, tax, discounts, shipping, several payments. */
final class Fixture {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final TestShop shop;
    private final String currency;
    private int lines;
    private int payments;
    final String order = "T" + COUNT.incrementAndGet();
    final String customer = "customer_" + order;

    private Fixture(TestShop shop, String currency, long shipping) {
        this.shop = shop;
        this.currency = currency;
        shop.execute("insert into shop.customers (id, name, email) values ('%s', 'Ada Low', 'ada@example.com')"
                .formatted(customer));
        shop.execute("""
                insert into shop.addresses (customer_id, position, name, line1, city, postal_code, country)
                values ('%s', 0, 'Ada Low', '1 Main Street', 'Bern', '3011', 'CH')""".formatted(customer));
        shop.execute("""
                insert into shop.orders (id, name, customer_id, status, payment_status, fulfillment_status, currency, shipping,
                                         to_line1, to_city, to_postal_code, to_country, placed_at)
                values ('%s', '#%1$s', '%s', 'open', 'paid', 'unfulfilled', '%s', %d, '1 Main Street', 'Bern', '3011', 'CH', now())""".formatted(order, customer, currency, shipping));
    }

    static Fixture order(TestShop shop, String currency, long shipping) {
        return new Fixture(shop, currency, shipping);
    }

    /** Its id is {@code <order>-n}; its variant {@code variant-<order>-n} has a stock of 10. */
    Fixture line(int quantity, long unitPrice, long discount, long tax) {
        String id = order + "-" + ++lines;
        shop.execute("insert into shop.products (id, title) values ('product-%s', 'Thing %1$s')".formatted(id));
        shop.execute("""
                insert into shop.variants (id, product_id, position, options, price, currency, stock)
                values ('variant-%s', 'product-%1$s', 0, '{"size": "M"}', %d, '%s', 10)""".formatted(id, unitPrice, currency));
        shop.execute("""
                insert into shop.lines (order_id, id, position, product_id, variant_id, title, options, quantity, unit_price,
                                        discount, tax)
                values ('%s', '%s', %d, 'product-%2$s', 'variant-%2$s', 'Thing', '{"size": "M"}', %d, %d, %d, %d)""".formatted(order, id, lines, quantity, unitPrice, discount, tax));
        return this;
    }

    /** Its id is {@code <order>-pay-n}, that of its method {@code <kind>-<order>-n}. */
    Fixture payment(String kind, long amount) {
        String method = method(kind, ++payments);
        shop.execute("""
                insert into shop.payments (order_id, id, method_id, amount, at)
                values ('%s', '%1$s-pay-%d', '%s', %d, now() + interval '%2$d s')""".formatted(order, payments, method, amount));
        return this;
    }

    /** A method of the customer that paid nothing. */
    Fixture method(String kind) {
        method(kind, 0);
        return this;
    }

    Order read() {
        return shop.orders.order(new OrderId(order)).orElseThrow();
    }

    private String method(String kind, int number) {
        String id = kind + "-" + order + "-" + number;
        boolean card = kind.equals("gift_card");
        shop.execute("""
                insert into shop.payment_methods (id, customer_id, position, kind, label, balance, currency, can_charge, can_credit)
                values ('%s', '%s', %d, '%s', '%4$s', %s, %s, true, %b)""".formatted(
                        id,
                        customer,
                        number,
                        kind,
                        card ? "0" : "null",
                        card ? "'" + currency + "'" : "null",
                        !kind.equals("other")));
        return id;
    }
}
