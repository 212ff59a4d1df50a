package org.countersign.backend.builtin;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;

/** Units of an order's lines that go back into stock; variants are locked by id, after their order. */
final class Stock {

    private static final String RESTOCK = """
            with back as (
                select v.id, x.units
                  from shop.variants v
                  join (select l.variant_id, sum(w.units)::int as units
                          from unnest(?::text[], ?::int[]) as w (line_id, units)
                          join shop.lines l on l.order_id = ? and l.id = w.line_id
                         group by l.variant_id) x on x.variant_id = v.id
                 order by v.id for update of v)
            update shop.variants v set stock = v.stock + back.units from back where v.id = back.id""";

    static void putBack(Connection connection, String orderId, Map<String, Integer> units) throws SQLException {
        if (units.isEmpty()) {
            return;
        }
        try (PreparedStatement restock = connection.prepareStatement(RESTOCK)) {
            restock.setArray(1, connection.createArrayOf("text", units.keySet().toArray()));
            restock.setArray(2, connection.createArrayOf("int4", units.values().toArray()));
            restock.setString(3, orderId);
            restock.executeUpdate();
        }
    }

    private Stock() {}
}
