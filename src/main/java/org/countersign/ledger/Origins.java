package org.countersign.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Which call claimed an action, by its trace; empty when nobody recorded it. */
@ApplicationScoped
public class Origins {

    private final Database database;

    Origins(Database database) {
        this.database = database;
    }

    /** @param trace 32, @param span 16 hexadecimal digits */
    public record Origin(String trace, String span) {}

    /** @throws org.countersign.gate.LedgerUnavailable when it does not answer */
    public Optional<Origin> of(String actionId) {
        return database.once(connection -> Database.first(
                connection,
                "select trace_id, span_id from action where id = ? and trace_id is not null and span_id is not null",
                row -> new Origin(row.getString(1), row.getString(2)),
                actionId));
    }
}
