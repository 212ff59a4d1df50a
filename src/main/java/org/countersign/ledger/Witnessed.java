package org.countersign.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.countersign.gate.Entry;
import org.countersign.gate.Event;
import org.countersign.gate.GateSettings;

/** Conditional changes with their event: both are stored, or nothing is. */
@ApplicationScoped
class Witnessed {

    private final Database database;
    private final Trail trail;
    private final String shop;

    Witnessed(Database database, Trail trail, GateSettings settings) {
        this.database = database;
        this.trail = trail;
        this.shop = settings.shop();
    }

    interface Change {
        /** False: its condition did not hold, so nothing is stored. */
        boolean in(Connection connection) throws SQLException;
    }

    /** With an event in the chain of this action. */
    boolean change(Entry action, String issuer, String subject, Event event, Change change) {
        return trail.writing(
                action.id(),
                () -> changed(change, connection -> {
                    trail.ended(action.id());
                    return trail.next(connection, action, issuer, subject, List.of(event))
                            .json();
                }));
    }

    /** With an event that belongs to no action. */
    boolean change(String issuer, String subject, Event event, Change change) {
        return changed(change, connection -> trail.alone(shop, issuer, subject, event));
    }

    private boolean changed(Change change, Database.Work<String> event) {
        return database.transaction(connection -> {
            if (!change.in(connection)) {
                connection.rollback();
                return false;
            }
            Trail.store(connection, event.in(connection));
            return true;
        });
    }
}
