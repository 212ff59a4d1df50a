package org.countersign.backend.builtin;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.countersign.change.HoldReleased;
import org.countersign.shop.Order;
import org.countersign.shop.ShopObject;

/** One hold of an order ends; the row stays. */
record ReleaseEdit(HoldReleased change) implements Edit {

    @Override
    public Optional<String> refusal(ShopObject now) {
        boolean held = ((Order) now).holds().stream().anyMatch(hold -> hold.id().equals(change.holdId()));
        return held ? Optional.empty() : Optional.of("the order has no open hold " + change.holdId());
    }

    @Override
    public String write(Connection connection, ShopObject now) throws SQLException {
        Sql.update(connection, """
                with hold as (
                    update shop.holds set released_at = now()
                     where order_id = ? and id = ? and released_at is null returning order_id)
                update shop.orders o set revision = nextval('shop.revisions') from hold h where o.id = h.order_id""", change.order().value(), change.holdId());
        return "";
    }
}
