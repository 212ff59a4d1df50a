package org.countersign.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.countersign.gate.GateSettings;
import org.countersign.ledger.audit.Seal;
import org.jspecify.annotations.Nullable;

/**
 * Seals what was committed and is not sealed yet, one seal after the other; of several servers one does. Writers never
 * wait for it, and one that commits late is sealed later.
 */
@ApplicationScoped
class Seals {

    /** Events a seal: its row stays below 200 kB. */
    private static final int MOST = 4_096;

    private final Database database;
    private final String shop;

    Seals(Database database, GateSettings settings) {
        this.database = database;
        this.shop = settings.shop();
    }

    /** @return the last seal that was made; empty when there was nothing to seal or another server is at it */
    Optional<Seal> sealAll() {
        Optional<Seal> last = Optional.empty();
        while (true) {
            Optional<Seal> next = database.transaction(this::sealNext);
            if (next.isEmpty()) {
                return last;
            }
            last = next;
            if (next.get().events().size() < MOST) {
                return last;
            }
        }
    }

    /** The newest seal in the ledger. */
    Optional<Seal> newest() {
        return database.transaction(connection -> Database.first(
                connection,
                SealedRows.SEALS + " where shop = ? order by n desc limit 1",
                row -> SealedRows.seal(row).seal(),
                shop));
    }

    private Optional<Seal> sealNext(Connection connection) throws SQLException {
        // a look is all that an idle server does
        boolean nothing = Database.first(connection, "select 1 from unsealed where shop = ? limit 1", row -> 1, shop)
                .isEmpty();
        if (nothing || !mine(connection)) {
            return Optional.empty();
        }
        record Last(long n, byte @Nullable [] hash, Timestamp now) {}
        Last last = Database.first(
                        connection,
                        "select s.n, s.hash, now() from (select) one left join"
                                + " (select n, hash from seal where shop = ? order by n desc limit 1) s on true",
                        row -> new Last(row.getLong(1), row.getBytes(2), row.getTimestamp(3)),
                        shop)
                .orElseThrow();
        List<Long> ids = new ArrayList<>();
        List<byte[]> hashes = new ArrayList<>();
        take(connection, ids, hashes);
        if (ids.isEmpty()) {
            return Optional.empty();
        }
        Seal seal = Seal.over(shop, last.n() + 1, last.now().toInstant(), last.hash(), ids, hashes);
        store(connection, seal, last.now(), hashes);
        return Optional.of(seal);
    }

    /** Until the end of the transaction. */
    private boolean mine(Connection connection) throws SQLException {
        return Database.first(
                        connection,
                        "select pg_try_advisory_xact_lock(hashtextextended('countersign seal ' || ?, 0))",
                        row -> row.getBoolean(1),
                        shop)
                .orElse(false);
    }

    /** What waits for an event that is gone stays where it is: it is the proof that it was there. */
    private void take(Connection connection, List<Long> ids, List<byte[]> hashes) throws SQLException {
        Database.rows(
                connection,
                """
                with next as (
                  select u.ctid as place, e.id, e.hash from unsealed u join event e on e.id = u.event_id
                   where u.shop = ? order by u.event_id limit ?),
                taken as (delete from unsealed u using next where u.ctid = next.place)
                select id, hash from next order by id
                """,
                row -> {
                    hashes.add(row.getBytes(2));
                    return ids.add(row.getLong(1));
                },
                shop,
                MOST);
    }

    private void store(Connection connection, Seal seal, Timestamp at, List<byte[]> hashes) throws SQLException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        hashes.forEach(all::writeBytes);
        Database.update(
                connection,
                "insert into seal (shop, n, at, count, root, prev, hash, event_ids, hashes)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                shop,
                seal.n(),
                at,
                seal.events().size(),
                seal.root(),
                seal.prev(),
                seal.hash(),
                connection.createArrayOf("bigint", seal.events().toArray()),
                all.toByteArray());
    }
}
