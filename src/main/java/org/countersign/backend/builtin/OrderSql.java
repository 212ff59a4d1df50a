package org.countersign.backend.builtin;

/**
 * Reads a whole order in one statement and one round trip: its own row, and the rows of each other table as one JSON
 * array of arrays. {@link OrderRow} knows the positions.
 */
final class OrderSql {

    private static final String LINES = """
            (select json_agg(json_build_array(l.id, l.product_id, l.variant_id, l.title, l.options, l.quantity,
                                              l.unit_price, l.discount, l.tax, l.fulfilled_quantity,
                                              l.returned_quantity, l.refunded_quantity) order by l.position)
               from shop.lines l where l.order_id = o.id) as lines""";

    private static final String PAYMENTS = """
            (select json_agg(json_build_array(p.id, p.amount, p.refunded, p.at, %s) order by p.at desc, p.id desc)
               from shop.payments p join shop.payment_methods m on m.id = p.method_id
              where p.order_id = o.id) as payments""".formatted(MethodRow.COLUMNS);

    private static final String TRANSACTIONS = """
            (select json_agg(json_build_array(t.id, t.kind, t.method_id, t.amount, t.at, t.settles,
                        coalesce((select r.step_key from shop.refunds r where r.id = t.settles),
                                 (select c.step_key from shop.changes c where c.order_id = t.order_id and c.made = t.settles)))
                     order by t.at, t.id)
               from shop.transactions t where t.order_id = o.id) as transactions""";

    /** Given back to one method after another one was charged: it is no refund of the order. */
    private static final String MOVED = """
            (select coalesce(sum(r.amount), 0)::bigint from shop.refunds r
              where r.order_id = o.id and r.reason = 'payment_method_changed') as moved""";

    private static final String SHIPMENTS = """
            (select json_agg(json_build_array(s.id, s.line_ids, s.carrier, s.tracking_numbers, s.status, s.shipped_at,
                                              s.delivered_at,
                        (select json_agg(json_build_array(sl.line_id, sl.quantity) order by sl.line_id)
                           from shop.shipment_lines sl where sl.order_id = s.order_id and sl.shipment_id = s.id))
                     order by s.id)
               from shop.shipments s where s.order_id = o.id) as shipments""";

    private static final String LABELS = """
            (select json_agg(json_build_array(b.id, b.direction, b.carrier, b.service, b.tracking_number, b.price,
                                              b.currency, b.status, b.bought_at) order by b.bought_at, b.id)
               from shop.labels b where b.order_id = o.id) as labels""";

    private static final String RETURNS = """
            (select json_agg(json_build_array(r.id, r.status, r.refund_to, r.amount,
                        (select json_agg(json_build_array(rl.line_id, rl.quantity, rl.reason) order by rl.position)
                           from shop.return_lines rl where rl.order_id = r.order_id and rl.return_id = r.id),
                        (select json_agg(json_build_array(e.id,
                                    (select json_agg(json_build_array(el.line_id, el.quantity, el.restock)
                                                     order by el.line_id, el.restock desc)
                                       from shop.receipt_lines el where el.order_id = e.order_id and el.receipt_id = e.id))
                                order by e.at, e.id)
                           from shop.receipts e where e.order_id = r.order_id and e.return_id = r.id), r.return_rate_id)
                     order by r.id)
               from shop.returns r where r.order_id = o.id) as returns""";

    private static final String EXCHANGES = """
            (select json_agg(json_build_array(e.id, e.status, e.payment_method_id, e.difference_direction, e.difference,
                        (select json_agg(json_build_array(c.line_id, c.variant_id, c.quantity, c.reason,
                                                          c.unit_price) order by c.position)
                           from shop.exchange_changes c where c.order_id = e.order_id and c.exchange_id = e.id))
                     order by e.id)
               from shop.exchanges e where e.order_id = o.id) as exchanges""";

    private static final String HOLDS = """
            (select json_agg(json_build_array(h.id, h.reason, h.note, h.at) order by h.at, h.id)
               from shop.holds h where h.order_id = o.id and h.released_at is null) as holds""";

    private static final String NOTES = """
            (select json_agg(json_build_array(n.id, n.text, n.visible_to_customer, n.author, n.at) order by n.at, n.id)
               from shop.notes n where n.order_id = o.id) as notes""";

    static final String ORDER = """
            select o.id, o.name, o.status, o.payment_status, o.fulfillment_status, o.currency, o.shipping,
                   o.to_name, o.to_company, o.to_line1, o.to_line2, o.to_city, o.to_region, o.to_postal_code,
                   o.to_country, o.to_phone, o.risk_level, array_to_json(o.risk_reasons) as risk_reasons, o.placed_at,
                   o.delivered_at, o.cancelled_at, o.cancel_reason, o.revision,
                   o.customer_id, c.name as customer_name, c.email as customer_email,
            """
            + String.join(
                    ",\n", LINES, PAYMENTS, TRANSACTIONS, MOVED, SHIPMENTS, LABELS, RETURNS, EXCHANGES, HOLDS, NOTES)
            + "\n  from shop.orders o join shop.customers c on c.id = o.customer_id where o.id = ?";

    private OrderSql() {}
}
