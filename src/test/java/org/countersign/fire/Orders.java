package org.countersign.fire;

import java.util.ArrayDeque;
import java.util.Queue;
import org.countersign.endtoend.Sql;

/**
 * Orders that nobody has touched, as many as are wanted: two a customer, who has one gift card for both.
 * Every eighth is not delivered yet, and is its customer's only one: equal sums for one customer would be a duplicate.
 */
final class Orders {

    /** What was paid for each, in cents. */
    static final int PAID = 10_000;

    private static final int AT_ONCE = 200;
    private static final String ROWS = "from generate_series(?, ?) n";

    private final Sql sql;
    private final Queue<String> fresh = new ArrayDeque<>();
    private final Queue<String> undelivered = new ArrayDeque<>();
    private int made;

    Orders(Sql sql) {
        this.sql = sql;
        sql.execute("insert into shop.products (id, title) values ('fire', 'Thing')");
        sql.execute("insert into shop.variants (id, product_id, position, options, price, currency, stock)"
                + " values ('fire', 'fire', 0, '{}', 2000, 'USD', 0)");
    }

    synchronized String next() {
        if (fresh.isEmpty()) {
            make();
        }
        return fresh.remove();
    }

    /** One that can be cancelled, where that is wanted. */
    synchronized String next(Kind kind) {
        if (kind != Kind.CANCELLATION) {
            return next();
        }
        if (undelivered.isEmpty()) {
            make();
        }
        return undelivered.remove();
    }

    /** The gift card of the order's customer; it has paid nothing. */
    static String giftCard(String order) {
        return "gift_card_C" + String.format("%07d", Integer.parseInt(order.substring(1)) / 2);
    }

    private void make() {
        int from = made;
        int to = made + AT_ONCE - 1;
        String customer = "'C' || lpad((n / 2)::text, 7, '0')";
        String id = "'F' || lpad(n::text, 7, '0')";
        rows(
                "insert into shop.customers (id, name, email) select distinct %1$s, 'Ada Low', %1$s || '@example.com'",
                from, to, customer);
        rows(
                "insert into shop.addresses (customer_id, position, name, line1, city, postal_code, country)"
                        + " select distinct %1$s, 0, 'Ada Low', '1 Main Street', 'Bern', '3011', 'CH'",
                from, to, customer);
        rows(
                "insert into shop.payment_methods (id, customer_id, position, kind, label, balance, currency, can_charge, can_credit)"
                        + " select distinct 'gift_card_' || %1$s, %1$s, 0, 'gift_card', 'card', 0, 'USD', true, true",
                from, to, customer);
        rows(
                "insert into shop.payment_methods (id, customer_id, position, kind, label, can_charge, can_credit)"
                        + " select distinct 'credit_card_' || %1$s, %1$s, 1, 'credit_card', 'card', true, true",
                from, to, customer);
        rows(
                "insert into shop.orders (id, name, customer_id, status, payment_status, fulfillment_status, currency,"
                        + " to_line1, to_city, to_postal_code, to_country, placed_at) select %2$s, '#' || %2$s, %1$s, 'open', 'paid',"
                        + " case when n %% 8 = 0 then 'unfulfilled' else 'delivered' end, 'USD', '1 Main Street', 'Bern', '3011', 'CH', now()",
                from, to, customer, id);
        rows(
                "insert into shop.lines (order_id, id, position, product_id, variant_id, title, options, quantity, unit_price,"
                        + " fulfilled_quantity) select %2$s, %2$s || '-1', 1, 'fire', 'fire', 'Thing', '{}', 5, 2000,"
                        + " case when n %% 8 = 0 then 0 else 5 end",
                from, to, customer, id);
        rows(
                "insert into shop.payments (order_id, id, method_id, amount, at)"
                        + " select %2$s, %2$s || '-pay', 'credit_card_' || %1$s, " + PAID + ", now()",
                from,
                to,
                customer,
                id);
        for (int n = from; n <= to; n++) {
            String order = "F" + String.format("%07d", n);
            switch (n % 8) {
                case 0 -> undelivered.add(order);
                case 1 -> {}
                default -> fresh.add(order);
            }
        }
        made = to + 1;
    }

    private void rows(String select, int from, int to, Object... names) {
        sql.execute(String.format(select, names) + " " + ROWS, from, to);
    }
}
