package org.countersign.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * Orders for the load: each of a customer of its own, delivered, paid by card, 100.00 USD; refunds of one are no duplicates of
 * refunds of another. And the shop's own books about them.
 */
final class Goods {

    private static final String ORDER = "'L' || lpad(n::text, 7, '0')";
    private static final String CUSTOMER = "'LC' || lpad(n::text, 7, '0')";
    private static final List<String> ROWS = List.of(
            "insert into shop.customers (id, name, email) select %2$s, 'Ada Low', %2$s || '@example.com'",
            "insert into shop.payment_methods (id, customer_id, position, kind, label, can_charge, can_credit)"
                    + " select 'credit_card_' || %2$s, %2$s, 0, 'credit_card', 'card', true, true",
            "insert into shop.orders (id, name, customer_id, status, payment_status, fulfillment_status, currency,"
                    + " to_line1, to_city, to_postal_code, to_country, placed_at) select %1$s, '#' || %1$s, %2$s, 'open', 'paid',"
                    + " 'delivered', 'USD', '1 Main Street', 'Bern', '3011', 'CH', now()",
            "insert into shop.lines (order_id, id, position, product_id, variant_id, title, options, quantity, unit_price,"
                    + " fulfilled_quantity) select %1$s, %1$s || '-1', 1, 'load', 'load', 'Thing', '{}', 5, 2000, 5",
            "insert into shop.payments (order_id, id, method_id, amount, at)"
                    + " select %1$s, %1$s || '-pay', 'credit_card_' || %2$s, 10000, now()");

    private static final String DISAGREEMENTS = """
                select 'the payments show another sum than the refunds' where (select coalesce(sum(refunded), 0) from shop.payments where order_id like 'L%')
                       <> (select coalesce(sum(amount), 0) from shop.refunds where order_id like 'L%')
                union all select 'a refund without a settled action: ' || r.order_id from shop.refunds r where r.order_id like 'L%' and not exists (
                       select from countersign.action a where a.id = split_part(r.step_key, '/', 1) and a.status = 'DONE'
                          and a.target_id = r.order_id and a.money_minor = r.amount)
                union all select 'not settled: ' || id || ' ' || status from countersign.action
                       where status in ('RUNNING', 'OUTCOME_UNKNOWN', 'PARTLY_DONE', 'MISMATCH', 'FAILED')
                union all select 'done without a refund: ' || a.id from countersign.action a where a.status = 'DONE'
                       and a.tool = 'refund_order' and not exists (select from shop.refunds r where r.step_key like a.id || '/%')
                union all select 'still held: ' || object from countersign.object_lease where holder is not null or unresolved is not null""";

    private static final String OTHERS = "select count(*) from shop.refunds where order_id not like 'L%'";

    private final Sut sut;
    private final List<String> others;

    Goods(Sut sut, int number) {
        this.sut = sut;
        sut.sql(sut.name, "insert into shop.products (id, title) values ('load', 'Thing')");
        sut.sql(
                sut.name,
                "insert into shop.variants (id, product_id, position, options, price, currency, stock)"
                        + " values ('load', 'load', 0, '{}', 2000, 'USD', 0)");
        ROWS.forEach(rows -> sut.sql(
                sut.name, rows.formatted(ORDER, CUSTOMER) + " from generate_series(0, " + (number - 1) + ") n"));
        sut.sql(sut.name, "analyze");
        others = sut.column(OTHERS);
    }

    static String order(int n) {
        return "L%07d".formatted(n);
    }

    /** What the shop did, each with its cents. */
    List<String> refunds() {
        return sut.column("select order_id || ' ' || amount from shop.refunds where order_id like 'L%' order by 1");
    }

    /** What speaks against each write having happened once, and nothing else. */
    List<String> disagreements() {
        List<String> wrong = new ArrayList<>(sut.column(DISAGREEMENTS));
        if (!sut.column(OTHERS).equals(others)) {
            wrong.add("refunds that nobody asked for");
        }
        return wrong;
    }
}
