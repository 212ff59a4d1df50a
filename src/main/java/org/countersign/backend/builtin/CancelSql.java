package org.countersign.backend.builtin;

/** The statements of one cancellation, locked in the order of {@link RefundSql}. */
final class CancelSql {

    /** Sent together, one round trip; the third sees everything that the lock waited for. */
    static final String LOAD = OrderTransaction.LIMITS + """
            select status, fulfillment_status from shop.orders where id = ? for update;
            select c.id as stored_id, c.request as stored_request,
                   exists (select from shop.closed_keys k where k.step_key = asked.step_key) as closed,
                   exists (select from shop.lines l where l.order_id = asked.id and l.fulfilled_quantity > 0)
                       as fulfilled,
                   exists (select from shop.returns r
                            where r.order_id = asked.id and r.status in ('requested', 'received'))
                       or exists (select from shop.exchanges e
                                   where e.order_id = asked.id and e.status in ('requested', 'received'))
                       as return_open,
                   (select json_agg(json_build_array(l.id, l.quantity - l.restocked_quantity))
                      from shop.lines l where l.order_id = asked.id) as lines
              from (select ?::text as id, ?::text as step_key) asked
              left join shop.cancellations c on c.step_key = asked.step_key""";

    /** Gives no row, and changes nothing, when another transaction has brought the same key meanwhile. */
    static final String WRITE = """
            with cancellation as (
                insert into shop.cancellations (id, step_key, request, order_id, reason, note, notify_customer)
                values ('ca_' || nextval('shop.ids'), ?, ?, ?, ?, ?, ?)
                on conflict (step_key) do nothing
                returning *),
            back as (
                insert into shop.cancellation_lines (cancellation_id, order_id, line_id, restocked)
                select c.id, c.order_id, x.line_id, x.units
                  from cancellation c, unnest(?::text[], ?::int[]) as x (line_id, units)
                returning *),
            counted as (
                update shop.lines l set restocked_quantity = l.restocked_quantity + back.restocked
                  from back where l.order_id = back.order_id and l.id = back.line_id)
            update shop.orders o
               set status = 'cancelled', cancelled_at = c.at, cancel_reason = c.reason,
                   payment_status = case when o.payment_status in ('unpaid', 'authorized') then 'voided'
                                         else o.payment_status end,
                   revision = nextval('shop.revisions')
              from cancellation c where o.id = c.order_id
            returning c.id""";

    /** Status and reason are the order's own, as it shows them now. */
    static final String BY_KEY = """
            select o.status, o.cancel_reason,
                   (select json_agg(json_build_array(l.line_id, l.restocked) order by l.line_id)
                      from shop.cancellation_lines l where l.cancellation_id = c.id) as lines
              from shop.cancellations c join shop.orders o on o.id = c.order_id
             where c.step_key = ?""";

    private CancelSql() {}
}
