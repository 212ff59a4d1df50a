package org.countersign.backend.builtin;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.countersign.change.HoldPlaced;
import org.countersign.shop.Order;
import org.countersign.shop.ShopObject;

/** An order of which something is still in the house is held back. */
record HoldEdit(HoldPlaced change) implements Edit {

    @Override
    public Optional<String> refusal(ShopObject now) {
        return Refuse.unlessOpen((Order) now).or(() -> Refuse.unlessSomethingIsLeft((Order) now));
    }

    @Override
    public String write(Connection connection, ShopObject now) throws SQLException {
        return Sql.first(
                        connection,
                        """
                        with hold as (
                            insert into shop.holds (order_id, id, reason, note, at)
                            values (?, 'ho_' || nextval('shop.ids'), ?, ?, now())
                            returning order_id, id)
                        update shop.orders o set revision = nextval('shop.revisions')
                          from hold h where o.id = h.order_id returning h.id""",
                        row -> row.getString(1),
                        change.order().value(),
                        change.reason(),
                        change.note())
                .orElseThrow();
    }
}
