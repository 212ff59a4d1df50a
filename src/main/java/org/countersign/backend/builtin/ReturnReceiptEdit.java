package org.countersign.backend.builtin;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.countersign.change.OrderRules;
import org.countersign.change.ReceivedLines;
import org.countersign.change.ReturnReceipt;
import org.countersign.shop.Order;
import org.countersign.shop.ShopObject;

/** What comes back is counted, and goes on the shelf where it can be sold again. */
record ReturnReceiptEdit(ReturnReceipt change) implements Edit {

    private static final String TOO_MANY_ON_THE_SHELF = """
            select l.id from shop.lines l join unnest(?::text[], ?::int[]) as x (line_id, units) on x.line_id = l.id
             where l.order_id = ? and l.restocked_quantity + x.units > l.quantity limit 1""";

    private static final String WRITE = """
            with asked as (
                select ?::text as order_id, ?::text as return_id, ?::text as status, ?::text as fulfillment_status),
            x as (select * from unnest(?::text[], ?::int[], ?::bool[]) as x (line_id, quantity, restock)),
            receipt as (
                insert into shop.receipts (order_id, id, return_id)
                select order_id, 'rc_' || nextval('shop.ids'), return_id from asked
                returning order_id, id),
            detailed as (
                insert into shop.receipt_lines (order_id, receipt_id, line_id, quantity, restock)
                select r.order_id, r.id, x.line_id, x.quantity, x.restock from receipt r, x),
            counted as (
                update shop.lines l set returned_quantity = l.returned_quantity + s.units,
                                        restocked_quantity = l.restocked_quantity + s.shelved
                  from (select line_id, sum(quantity)::int as units,
                               coalesce(sum(quantity) filter (where restock), 0)::int as shelved
                          from x group by line_id) s, asked
                 where l.order_id = asked.order_id and l.id = s.line_id),
            settled as (
                update shop.returns r set status = asked.status
                  from asked where r.order_id = asked.order_id and r.id = asked.return_id)
            update shop.orders o set fulfillment_status = asked.fulfillment_status, revision = nextval('shop.revisions')
              from asked, receipt where o.id = asked.order_id returning receipt.id""";

    @Override
    public Optional<String> refusal(ShopObject now) {
        Order order = (Order) now;
        return order.returns().stream()
                .filter(one -> one.id().equals(change.returnId()))
                .findFirst()
                .map(this::refusal)
                .orElseGet(() -> Optional.of("the order has no return " + change.returnId()));
    }

    private Optional<String> refusal(Order.Return one) {
        if (!OrderRules.isOpen(one.status())) {
            return Optional.of("return " + one.id() + " is " + Word.of(one.status()));
        }
        Map<String, Integer> left = ReturnReceipt.outstanding(one);
        Map<String, Integer> units = ReceivedLines.byLine(change.lines());
        Optional<String> tooMany = units.entrySet().stream()
                .filter(line -> line.getValue() < 1 || line.getValue() > left.getOrDefault(line.getKey(), 0))
                .findFirst()
                .map(line -> "of line " + line.getKey() + " not " + line.getValue() + " are to come back");
        Order.Return.Status after = units.equals(left) ? Order.Return.Status.SETTLED : Order.Return.Status.RECEIVED;
        return tooMany.or(() -> after == change.status()
                ? Optional.empty()
                : Optional.of("return " + one.id() + " would be " + Word.of(after)));
    }

    @Override
    public String write(Connection connection, ShopObject now) throws SQLException {
        Order order = (Order) now;
        Map<String, Integer> shelved = ReceivedLines.restocked(change.lines());
        Stock.putBack(connection, change.order().value(), shelved);
        Optional<String> tooMany = Sql.first(
                connection,
                TOO_MANY_ON_THE_SHELF,
                row -> row.getString(1),
                shelved.keySet().toArray(String[]::new),
                shelved.values().toArray(Integer[]::new),
                change.order().value());
        if (tooMany.isPresent()) {
            throw new Declined("units of line " + tooMany.get()
                    + " went back into stock with a refund already: receive it with restock: false");
        }
        return Sql.first(
                        connection,
                        WRITE,
                        row -> row.getString(1),
                        change.order().value(),
                        change.returnId(),
                        Word.of(change.status()),
                        Word.of(afterwards(order)),
                        change.lines().stream().map(Order.ReceivedLine::lineId).toArray(String[]::new),
                        change.lines().stream()
                                .map(Order.ReceivedLine::quantity)
                                .toArray(Integer[]::new),
                        change.lines().stream().map(Order.ReceivedLine::restock).toArray(Boolean[]::new))
                .orElseThrow(() -> new IllegalStateException("the order was locked"));
    }

    /** Returned: whatever left the house is back, and nothing that was not refunded is still to leave it. */
    private Order.FulfillmentStatus afterwards(Order order) {
        Map<String, Integer> units = ReceivedLines.byLine(change.lines());
        return order.lines().stream().allMatch(line -> allBack(line, units.getOrDefault(line.id(), 0)))
                ? Order.FulfillmentStatus.RETURNED
                : order.fulfillmentStatus();
    }

    private static boolean allBack(Order.Line line, int received) {
        int refundedInTheHouse = Math.max(0, line.refundedQuantity() - line.returnedQuantity());
        return line.returnedQuantity() + received == line.fulfilledQuantity()
                && line.quantity() - line.fulfilledQuantity() <= refundedInTheHouse;
    }
}
