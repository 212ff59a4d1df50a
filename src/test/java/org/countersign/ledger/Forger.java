package org.countersign.ledger;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.countersign.ledger.audit.ChainedEvent;
import org.countersign.ledger.audit.Seal;
import org.eclipse.microprofile.config.ConfigProvider;

/** Somebody who owns the database and knows the recipe: makes hashes anew so that everything inside of it fits. */
final class Forger implements AutoCloseable {

    private final Connection connection;

    Forger() throws SQLException {
        var config = ConfigProvider.getConfig();
        connection = DriverManager.getConnection(
                config.getValue("quarkus.datasource.jdbc.url", String.class) + "?currentSchema=countersign",
                config.getValue("quarkus.datasource.username", String.class),
                "any");
        connection.setAutoCommit(true);
    }

    /** All hashes along an action's chain. */
    void chain(String action) throws SQLException {
        List<ChainedEvent> events = Database.rows(
                connection,
                SealedRows.EVENTS + " where e.action_id = ? order by e.seq",
                row -> SealedRows.event(row).event(),
                action);
        byte[] prev = null;
        for (ChainedEvent event : events) {
            ChainedEvent anew = with(event, prev);
            prev = anew.computed();
            Database.update(
                    connection, "update event set prev = ?, hash = ? where id = ?", anew.prev(), prev, event.id());
        }
    }

    /** All seals, over the events as they are now. */
    void seals() throws SQLException {
        List<Seal> seals = Database.rows(
                connection,
                SealedRows.SEALS + " order by n",
                row -> SealedRows.seal(row).seal());
        byte[] prev = null;
        for (Seal seal : seals) {
            List<Long> ids = new ArrayList<>();
            List<byte[]> hashes = new ArrayList<>();
            Database.rows(
                    connection,
                    "select id, hash from event where id = any(?) order by id",
                    row -> ids.add(row.getLong(1)) && hashes.add(row.getBytes(2)),
                    connection.createArrayOf("bigint", seal.events().toArray()));
            Seal anew = Seal.over(seal.shop(), seal.n(), seal.at(), prev, ids, hashes);
            java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
            hashes.forEach(all::writeBytes);
            Database.update(
                    connection,
                    "update seal set event_ids = ?, count = ?, root = ?, prev = ?, hash = ?, hashes = ? where n = ?",
                    connection.createArrayOf("bigint", ids.toArray()),
                    ids.size(),
                    anew.root(),
                    prev,
                    anew.hash(),
                    all.toByteArray(),
                    seal.n());
            prev = anew.hash();
        }
    }

    private static ChainedEvent with(ChainedEvent event, byte[] prev) {
        return new ChainedEvent(
                event.id(),
                event.recipe(),
                event.shop(),
                event.actionId(),
                event.seq(),
                event.at(),
                event.kind(),
                event.issuer(),
                event.subject(),
                event.data(),
                prev,
                event.hash());
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
