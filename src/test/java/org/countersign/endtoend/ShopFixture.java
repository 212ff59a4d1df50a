package org.countersign.endtoend;

import java.util.concurrent.atomic.AtomicInteger;

/** An order that the sample shop has none of: other currencies, shipping, several payments; and what is left of it. */
public final class ShopFixture {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Sql sql;
    private final String currency;
    private int lines;
    private int payments;
    public final String order = "E" + System.nanoTime() % 1_000_000 + "-" + COUNT.incrementAndGet();
    public final String customer = "customer_" + order;

    public ShopFixture(Sql sql, String currency, long shipping) {
        this.sql = sql;
        this.currency = currency;
        sql.execute(
                "insert into shop.customers (id, name, email) values (?, 'Ada Low', ?)",
                customer,
                "ada.low." + order + "@example.com");
        sql.execute("""
                insert into shop.addresses (customer_id, position, name, line1, city, postal_code, country)
                values (?, 0, 'Ada Low', '1 Main Street', 'Bern', '3011', 'CH')""", customer);
        sql.execute("""
                insert into shop.orders (id, name, customer_id, status, payment_status, fulfillment_status, currency, shipping,
                                         to_line1, to_city, to_postal_code, to_country, placed_at)
                values (?, ?, ?, 'open', 'paid', 'unfulfilled', ?, ?, '1 Main Street', 'Bern', '3011', 'CH', now())""", order, "#" + order, customer, currency, shipping);
    }

    /** Its id is {@code <order>-n}; its variant {@code variant-<order>-n} has a stock of 10. */
    public ShopFixture line(int quantity, long unitPrice) {
        String id = order + "-" + ++lines;
        sql.execute("insert into shop.products (id, title) values (?, ?)", "product-" + id, "Thing " + id);
        sql.execute("""
                insert into shop.variants (id, product_id, position, options, price, currency, stock)
                values (?, ?, 0, '{"size": "M"}', ?, ?, 10)""", "variant-" + id, "product-" + id, unitPrice, currency);
        sql.execute("""
                insert into shop.lines (order_id, id, position, product_id, variant_id, title, options, quantity, unit_price)
                values (?, ?, ?, ?, ?, 'Thing', '{"size": "M"}', ?, ?)""", order, id, lines, "product-" + id, "variant-" + id, quantity, unitPrice);
        return this;
    }

    /** Its id is {@code <order>-pay-n}, that of its method {@code <kind>-<order>-n}; a later one is newer. */
    public ShopFixture payment(String kind, long amount) {
        String method = method(kind, ++payments);
        sql.execute(
                "insert into shop.payments (order_id, id, method_id, amount, at)"
                        + " values (?, ?, ?, ?, now() + make_interval(secs => ?))",
                order,
                order + "-pay-" + payments,
                method,
                amount,
                (double) payments);
        return this;
    }

    /** A method of the customer that paid nothing: {@code <kind>-<order>-0}. */
    public ShopFixture method(String kind) {
        method(kind, 0);
        return this;
    }

    /** All of it has arrived so many days ago. */
    public ShopFixture delivered(int daysAgo) {
        sql.execute("update shop.lines set fulfilled_quantity = quantity where order_id = ?", order);
        sql.execute(
                "update shop.orders set fulfillment_status = 'delivered', delivered_at = now() - make_interval(days => ?)"
                        + " where id = ?",
                daysAgo,
                order);
        return this;
    }

    public long stock(int n) {
        return sql.number("select stock from shop.variants where id = ?", "variant-" + line(n));
    }

    /** Another variant of the product of line n. @return its id */
    public String variant(int n, long price, int stock) {
        String id = "other-" + line(n) + "-" + COUNT.incrementAndGet();
        sql.execute("""
                insert into shop.variants (id, product_id, position, options, price, currency, stock)
                values (?, ?, 1, '{"size": "L"}', ?, ?, ?)""", id, "product-" + line(n), price, currency, stock);
        return id;
    }

    /** A gift card of the customer that paid nothing. @return its id */
    public String giftCard(long balance) {
        method("gift_card", 0);
        String id = "gift_card-" + order + "-0";
        sql.execute("update shop.payment_methods set balance = ? where id = ?", balance, id);
        return id;
    }

    public long balance(String giftCard) {
        return sql.number("select balance from shop.payment_methods where id = ?", giftCard);
    }

    public long stock(String variant) {
        return sql.number("select stock from shop.variants where id = ?", variant);
    }

    /** What was charged and not given back, and what the customer's gift cards hold: it changes by what cards pay and get. */
    public long paidAndOnCards() {
        return sql.number(
                "select (select coalesce(sum(amount - refunded), 0) from shop.payments where order_id = ?)"
                        + " + (select coalesce(sum(balance), 0) from shop.payment_methods where customer_id = ?)",
                order,
                customer);
    }

    /** Units of the order's products, in stock and not given back, wherever they are. */
    public long units() {
        return sql.number(
                "select (select coalesce(sum(stock), 0) from shop.variants v where v.product_id like ?)"
                        + " + (select sum(quantity - restocked_quantity) from shop.lines where order_id = ?)",
                "product-" + order + "-%",
                order);
    }

    public String line(int n) {
        return order + "-" + n;
    }

    public long refunded() {
        return sql.number("select coalesce(sum(refunded), 0) from shop.payments where order_id = ?", order);
    }

    public long refunds() {
        return sql.number("select count(*) from shop.refunds where order_id = ?", order);
    }

    private String method(String kind, int number) {
        String id = kind + "-" + order + "-" + number;
        boolean card = kind.equals("gift_card");
        sql.execute(
                "insert into shop.payment_methods (id, customer_id, position, kind, label, balance, currency, can_charge, can_credit)"
                        + " values (?, ?, ?, ?, ?, " + (card ? "0, '" + currency + "'" : "null, null") + ", true, "
                        + !kind.equals("other") + ")",
                id,
                customer,
                number,
                kind,
                kind);
        return id;
    }
}
