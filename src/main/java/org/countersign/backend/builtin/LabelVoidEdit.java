package org.countersign.backend.builtin;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import org.countersign.change.LabelVoid;
import org.countersign.shop.Order;
import org.countersign.shop.ShopObject;

/** A label that was bought and not used. */
record LabelVoidEdit(LabelVoid change) implements Edit {

    @Override
    public Optional<String> refusal(ShopObject now) {
        Optional<Order.Label> label = ((Order) now)
                .labels().stream()
                        .filter(one -> one.id().equals(change.label()))
                        .findFirst();
        if (label.isEmpty()) {
            return Optional.of("the order has no label " + change.label());
        }
        return label.get().status() == Order.Label.Status.BOUGHT
                ? Optional.empty()
                : Optional.of("the label is " + label.get().status().name().toLowerCase(Locale.ROOT));
    }

    @Override
    public String write(Connection connection, ShopObject now) throws SQLException {
        Sql.update(connection, """
                with label as (
                    update shop.labels set status = 'voided' where order_id = ? and id = ? returning order_id)
                update shop.orders o set revision = nextval('shop.revisions') from label where o.id = label.order_id""", change.order().value(), change.label());
        return change.label();
    }
}
