package org.countersign.backend.builtin;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.countersign.change.Fulfillment;
import org.countersign.refund.LineQuantities;
import org.countersign.shop.Order;
import org.countersign.shop.ShopObject;
import org.jspecify.annotations.Nullable;

/**
 * Units leave the house in one parcel. Stock stays as it is: here units leave it when they are ordered, and go back when
 * they are refunded or cancelled before this.
 */
record FulfillmentEdit(Fulfillment change) implements Edit {

    private static final String WRITE = """
            with shipment as (
                insert into shop.shipments (order_id, id, line_ids, carrier, tracking_numbers, status, shipped_at)
                values (?, 'sh_' || nextval('shop.ids'), ?, ?, ?, 'shipped', now())
                returning order_id, id),
            packed as (
                insert into shop.shipment_lines (order_id, shipment_id, line_id, quantity)
                select s.order_id, s.id, x.line_id, x.quantity
                  from shipment s, unnest(?::text[], ?::int[]) as x (line_id, quantity)
                returning *),
            counted as (
                update shop.lines l set fulfilled_quantity = l.fulfilled_quantity + p.quantity
                  from packed p where l.order_id = p.order_id and l.id = p.line_id),
            used as (
                update shop.labels b set status = 'used'
                  from shipment s where b.order_id = s.order_id and b.id = ? and b.status = 'bought')
            update shop.orders o set fulfillment_status = ?, revision = nextval('shop.revisions')
              from shipment s where o.id = s.order_id
            returning s.id""";

    @Override
    public Optional<String> refusal(ShopObject now) {
        Order order = (Order) now;
        return Refuse.unlessOpen(order).or(() -> Optional.ofNullable(first(order)));
    }

    private @Nullable String first(Order order) {
        if (!order.holds().isEmpty()) {
            return "the order is on hold";
        }
        if (change.lines().isEmpty()) {
            return "a shipment holds something";
        }
        if (!bought(order)) {
            return "label " + change.labelId() + " is no bought outbound label of the order";
        }
        for (Map.Entry<String, Integer> units : units().entrySet()) {
            int left = order.line(units.getKey())
                    .map(Order.Line::unfulfilledQuantity)
                    .orElse(0);
            if (units.getValue() < 1 || units.getValue() > left) {
                return "of line " + units.getKey() + ", " + left + " can still be sent, not " + units.getValue();
            }
        }
        return Refuse.unlessPaid(order).orElse(null);
    }

    private boolean bought(Order order) {
        return change.labelId() == null
                || order.labels().stream()
                        .anyMatch(label -> label.id().equals(change.labelId())
                                && label.direction() == Order.Label.Direction.OUTBOUND
                                && label.status() == Order.Label.Status.BOUGHT);
    }

    @Override
    public String write(Connection connection, ShopObject now) throws SQLException {
        Map<String, Integer> units = units();
        String[] lines = units.keySet().toArray(String[]::new);
        String number = change.trackingNumber();
        return Sql.first(
                        connection,
                        WRITE,
                        row -> row.getString(1),
                        change.order().value(),
                        lines,
                        change.carrier(),
                        number == null ? new String[0] : new String[] {number},
                        lines,
                        units.values().toArray(Integer[]::new),
                        change.labelId(),
                        Word.of(status((Order) now, units)))
                .orElseThrow();
    }

    /** What was delivered before stays delivered in part. */
    private static Order.FulfillmentStatus status(Order before, Map<String, Integer> units) {
        if (before.fulfillmentStatus() == Order.FulfillmentStatus.PARTIALLY_DELIVERED) {
            return Order.FulfillmentStatus.PARTIALLY_DELIVERED;
        }
        boolean all = before.lines().stream()
                .allMatch(line -> line.unfulfilledQuantity() <= units.getOrDefault(line.id(), 0));
        return all ? Order.FulfillmentStatus.SHIPPED : Order.FulfillmentStatus.PARTIALLY_FULFILLED;
    }

    private Map<String, Integer> units() {
        return LineQuantities.byLine(change.lines());
    }
}
