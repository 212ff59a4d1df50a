package org.countersign.backend.builtin;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import org.countersign.change.ShippingLabel;
import org.countersign.shop.Order;
import org.countersign.shop.ShopObject;

/** A label that was bought for an order. */
record LabelEdit(ShippingLabel change) implements Edit {

    @Override
    public Optional<String> refusal(ShopObject now) {
        Order order = (Order) now;
        if (change.trackingNumber().isEmpty()) {
            return Optional.of("the label has no tracking number");
        }
        return change.direction() == Order.Label.Direction.OUTBOUND
                ? Refuse.unlessOpen(order)
                : order.status() == Order.Status.CANCELLED ? Optional.of("the order is cancelled") : Optional.empty();
    }

    @Override
    public String write(Connection connection, ShopObject now) throws SQLException {
        return Sql.first(
                        connection,
                        """
                        with label as (
                            insert into shop.labels (order_id, id, direction, carrier, service, tracking_number, price,
                                                     currency, status, bought_at)
                            values (?, 'lb_' || nextval('shop.ids'), ?, ?, ?, ?, ?, ?, 'bought', now())
                            returning order_id, id)
                        update shop.orders o set revision = nextval('shop.revisions')
                          from label where o.id = label.order_id
                        returning label.id""",
                        row -> row.getString(1),
                        change.order().value(),
                        change.direction().name().toLowerCase(Locale.ROOT),
                        change.carrier(),
                        change.service(),
                        change.trackingNumber(),
                        change.price().minor(),
                        change.price().currency().getCurrencyCode())
                .orElseThrow();
    }
}
