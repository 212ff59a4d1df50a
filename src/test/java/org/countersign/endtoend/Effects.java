package org.countersign.endtoend;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Everything in the shop that any write could change, in one line: equal before and after means that nothing happened. */
final class Effects {

    private static final String ALL = """
            select concat_ws(' ', (select count(*) || ':' || coalesce(sum(amount), 0) from shop.refunds),
                (select count(*) from shop.cancellations), (select count(*) from shop.transactions),
                (select sum(refunded) from shop.payments), (select sum(balance) from shop.payment_methods),
                (select sum(stock) from shop.variants), (select max(revision) from shop.orders),
                (select max(revision) from shop.customers), (select max(revision) from shop.payment_methods),
                (select sum(refunded_quantity) || ':' || sum(restocked_quantity) from shop.lines),
                (select count(*) from shop.notes), (select count(*) from shop.holds), (select count(*) from shop.labels),
                (select count(*) from shop.returns))""";

    static String of(Connection look) throws SQLException {
        try (PreparedStatement statement = look.prepareStatement(ALL);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getString(1);
        }
    }

    static String of(Sql sql) {
        return sql.text(ALL);
    }

    private Effects() {}
}
