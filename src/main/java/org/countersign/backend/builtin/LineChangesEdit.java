package org.countersign.backend.builtin;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.countersign.change.LineChanges;
import org.countersign.shop.Order;
import org.countersign.shop.ShopObject;

/** Units that are still in the house become other variants; all that was replaced goes back into stock. */
record LineChangesEdit(LineChanges change) implements Edit {

    @Override
    public Optional<String> refusal(ShopObject now) {
        Order order = (Order) now;
        return Refuse.unlessOpenAndUnfulfilled(order)
                .or(() -> order.lines().stream().anyMatch(line -> line.fulfilledQuantity() > 0)
                        ? Optional.of("the order is being fulfilled")
                        : Optional.empty())
                .or(() -> Exchanging.refusal(order, change));
    }

    @Override
    public String write(Connection connection, ShopObject now) throws SQLException {
        Exchanging.write(connection, change, part -> part.quantity());
        Sql.update(
                connection,
                "update shop.orders set revision = nextval('shop.revisions') where id = ?",
                change.order().value());
        return "";
    }
}
