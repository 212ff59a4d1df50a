package org.countersign.ledger;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** A ledger that a power cut can forget is none: the database must write through before it says so. */
@ApplicationScoped
class DurabilityCheck {

    private final Database database;

    DurabilityCheck(Database database) {
        this.database = database;
    }

    void check(@Observes StartupEvent start) {
        for (String setting : new String[] {"fsync", "synchronous_commit"}) {
            String value = database.once(connection -> Database.first(
                            connection, "select current_setting(?)", row -> row.getString(1), setting)
                    .orElseThrow());
            if (value.equals("off")) {
                throw new IllegalStateException("PostgreSQL runs with " + setting
                        + "=off: the ledger could lose what was promised; switch it on");
            }
        }
    }
}
