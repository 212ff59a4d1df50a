package org.countersign.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import org.countersign.gate.GateSettings;
import org.countersign.gate.LedgerUnavailable;

/**
 * The transactions that send, on every replica: whoever has turned a switch waits for those that may not have seen it. So
 * what was sent was sent before the switch was answered, or not at all.
 */
@ApplicationScoped
class Sends {

    private static final String ALL = "hashtextextended('countersign sends of ' || ?, 3)";

    private final Database database;
    private final String shop;

    Sends(Database database, GateSettings settings) {
        this.database = database;
        this.shop = settings.shop();
    }

    /** A statement of its own, so that the next one sees every switch that was turned before somebody waited. */
    void begin(Connection connection) throws SQLException {
        Database.first(connection, "select pg_advisory_xact_lock_shared(" + ALL + ")", row -> true, shop);
    }

    /** Not longer than a sender that is still held has time to send: later it drops its request itself. */
    void await() {
        try {
            database.transaction(connection -> {
                Database.update(connection, "set local lock_timeout = '6s'");
                return Database.first(connection, "select pg_advisory_xact_lock(" + ALL + ")", row -> true, shop);
            });
        } catch (LedgerUnavailable held) {
            System.getLogger(Sends.class.getName())
                    .log(System.Logger.Level.WARNING, "a send that began before the switch is still under way", held);
        }
    }
}
