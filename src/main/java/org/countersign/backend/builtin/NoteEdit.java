package org.countersign.backend.builtin;

import java.sql.Connection;
import java.sql.SQLException;
import org.countersign.change.OrderNote;
import org.countersign.gate.StepKey;
import org.countersign.shop.ShopObject;

/**
 * A note, whatever state the order is in; the order keeps its revision. Its author is the action: who asked for that is in
 * the ledger, and no customer reads an employee's name.
 */
record NoteEdit(OrderNote change, StepKey key) implements Edit {

    @Override
    public String write(Connection connection, ShopObject now) throws SQLException {
        return Sql.first(
                        connection,
                        """
                        insert into shop.notes (order_id, id, text, visible_to_customer, author, at)
                        values (?, 'no_' || nextval('shop.ids'), ?, ?, ?, now())
                        returning id""",
                        row -> row.getString(1),
                        change.order().value(),
                        change.text(),
                        change.visibleToCustomer(),
                        author())
                .orElseThrow();
    }

    private String author() {
        return "Countersign"
                + StepKey.parts(key.value())
                        .map(parts -> " " + parts.actionId())
                        .orElse("");
    }
}
