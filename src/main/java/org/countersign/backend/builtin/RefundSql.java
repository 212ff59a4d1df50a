package org.countersign.backend.builtin;

/**
 * The statements of one refund. Rows are always locked in this order: the order, variants by id, its payment and
 * lines, the gift card; so no two changes of orders wait for each other in a circle.
 */
final class RefundSql {

    /**
     * Sent together, one round trip. Each statement sees what was committed when it began, so the third sees everything
     * that the lock waited for.
     */
    static final String LOAD = OrderTransaction.LIMITS + """
            select currency, customer_id, shipping - shipping_refunded as shipping_left
              from shop.orders where id = ? for update;
            select r.id as stored_id, r.request as stored_request,
                   exists (select from shop.closed_keys c where c.step_key = asked.step_key) as closed,
                   p.amount - p.refunded as payment_left, p.method_id as payment_method,
                   m.customer_id as method_customer, m.can_credit, m.currency as balance_currency,
                   (select coalesce(sum(amount - refunded), 0)::bigint from shop.payments where order_id = asked.id) as order_left,
                   (select o.shipping + (select coalesce(sum(l.unit_price * l.quantity - l.discount + l.tax), 0)::bigint
                                           from shop.lines l where l.order_id = o.id)
                      from shop.orders o where o.id = asked.id) as order_total,
                   exists (select from shop.refunds b where b.order_id = asked.id
                              and b.reason is distinct from 'payment_method_changed') as refunded_before,
                   (select json_agg(json_build_array(l.id, l.quantity - l.refunded_quantity,
                                                     l.quantity - l.restocked_quantity))
                      from shop.lines l where l.order_id = asked.id and l.id = any (?)) as lines
              from (select ?::text as id, ?::text as payment_id, ?::text as method_id, ?::text as step_key) asked
              left join shop.refunds r on r.step_key = asked.step_key
              left join shop.payments p on p.order_id = asked.id and p.id = asked.payment_id
              left join shop.payment_methods m on m.id = asked.method_id""";

    /** Gives no row, and changes nothing, when another transaction has brought the same key meanwhile. */
    static final String WRITE = """
            with refund as (
                insert into shop.refunds (id, step_key, request, order_id, payment_id, method_id, amount, currency, shipping,
                                          reason, note, notify_customer)
                values ('re_' || nextval('shop.ids'), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (step_key) do nothing
                returning *),
            refunded as (
                insert into shop.refund_lines (refund_id, order_id, line_id, quantity, restocked)
                select r.id, r.order_id, x.line_id, x.quantity, x.restocked
                  from refund r, unnest(?::text[], ?::int[], ?::int[]) as x (line_id, quantity, restocked)
                returning *),
            counted as (
                update shop.lines l set refunded_quantity = l.refunded_quantity + x.quantity,
                                        restocked_quantity = l.restocked_quantity + x.restocked
                  from refunded x where l.order_id = x.order_id and l.id = x.line_id),
            paid_back as (
                update shop.payments p set refunded = p.refunded + r.amount
                  from refund r where p.order_id = r.order_id and p.id = r.payment_id),
            credited as (
                update shop.payment_methods m set balance = m.balance + r.amount, revision = nextval('shop.revisions')
                  from refund r where m.id = r.method_id and m.balance is not null),
            moved as (
                insert into shop.transactions (order_id, id, kind, method_id, amount, at, settles)
                select order_id, 'tx_' || nextval('shop.ids'), 'refund', method_id, amount, at, id from refund)
            update shop.orders o
               set payment_status = ?, shipping_refunded = o.shipping_refunded + coalesce(r.shipping, 0),
                   revision = nextval('shop.revisions')
              from refund r where o.id = r.order_id
            returning r.id""";

    private RefundSql() {}
}
