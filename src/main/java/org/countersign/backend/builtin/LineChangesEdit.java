package org.countersign.backend.builtin;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.countersign.change.Charge;
import org.countersign.change.LineChanges;
import org.countersign.shop.Order;
import org.countersign.shop.ShopObject;

/**
 * Units that are still in the house become other variants, and the difference is paid; all that was replaced goes back
 * into stock.
 */
record LineChangesEdit(LineChanges change) implements Edit {

    @Override
    public Optional<String> refusal(ShopObject now) {
        Order order = (Order) now;
        return Refuse.unlessOpenAndUnfulfilled(order)
                .or(() -> order.lines().stream().anyMatch(line -> line.fulfilledQuantity() > 0)
                        ? Optional.of("the order is being fulfilled")
                        : Optional.empty())
                .or(() -> Exchanging.refusal(order, change))
                .or(() -> change.charge() == null ? Optional.empty() : new ChargeEdit(change.charge()).refusal(now));
    }

    @Override
    public String write(Connection connection, ShopObject now) throws SQLException {
        Exchanging.write(connection, change, part -> part.quantity());
        Charge charge = change.charge();
        if (charge != null) {
            return new ChargeEdit(charge).write(connection, again(connection));
        }
        Sql.update(
                connection,
                "update shop.orders set revision = nextval('shop.revisions') where id = ?",
                change.order().value());
        return "";
    }

    /** With what its lines come to now: by that it is paid or not. */
    private Order again(Connection connection) throws SQLException {
        return Sql.first(
                        connection,
                        OrderSql.ORDER,
                        OrderRow::read,
                        change.order().value())
                .orElseThrow();
    }
}
