package org.countersign.backend.builtin;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.countersign.change.ReturnLines;
import org.countersign.change.ReturnRequest;
import org.countersign.shop.Order;
import org.countersign.shop.ShopObject;

/** A return is written down. */
record ReturnRequestEdit(ReturnRequest change) implements Edit {

    private static final String WRITE = """
            with opened as (
                insert into shop.returns (order_id, id, status, refund_to, amount, return_rate_id)
                select o.id, 'rt_' || nextval('shop.ids'), 'requested', m.id, ?, ?
                  from shop.orders o join shop.payment_methods m on m.customer_id = o.customer_id
                 where o.id = ? and m.id = ?
                returning order_id, id),
            described as (
                insert into shop.return_lines (order_id, return_id, position, line_id, quantity, reason)
                select r.order_id, r.id, x.position, x.line_id, x.quantity, x.reason
                  from opened r, unnest(?::text[], ?::int[], ?::text[]) with ordinality
                                 as x (line_id, quantity, reason, position))
            update shop.orders o set revision = nextval('shop.revisions')
              from opened r where o.id = r.order_id returning r.id""";

    @Override
    public Optional<String> refusal(ShopObject now) {
        Order order = (Order) now;
        return Refuse.unlessOpen(order)
                .or(() -> Refuse.whileReturning(order))
                .or(() -> Refuse.otherCurrency(order, change.amount()))
                .or(() -> Refuse.moreThanCanComeBack(order, ReturnLines.byLine(change.lines())));
    }

    @Override
    public String write(Connection connection, ShopObject now) throws SQLException {
        return Sql.first(
                        connection,
                        WRITE,
                        row -> row.getString(1),
                        change.amount().minor(),
                        change.returnRateId(),
                        change.order().value(),
                        change.refundTo(),
                        change.lines().stream().map(Order.ReturnLine::lineId).toArray(String[]::new),
                        change.lines().stream().map(Order.ReturnLine::quantity).toArray(Integer[]::new),
                        change.lines().stream().map(Order.ReturnLine::reason).toArray(String[]::new))
                .orElseThrow(
                        () -> new Declined("payment method " + change.refundTo() + " is none of the order's customer"));
    }
}
