package org.countersign.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.countersign.gate.Claim;
import org.countersign.gate.Entry;
import org.countersign.gate.Event;
import org.countersign.gate.GateSettings;
import org.countersign.gate.ObjectRef;
import org.countersign.gate.Trace;

/** Who works on which object: leases with an expiry and an epoch, taken together with the key. */
@ApplicationScoped
class Claims {

    private final Database database;
    private final Trail trail;
    private final Trace trace;
    private final String shop;
    private final String account;

    Claims(Database database, Trail trail, Trace trace, GateSettings settings) {
        this.database = database;
        this.trail = trail;
        this.trace = trace;
        this.shop = settings.shop();
        this.account = settings.account();
    }

    String object(ObjectRef ref) {
        return account + "/" + ref;
    }

    /** The target alone, in the caller's transaction: ours, or who has it. */
    Claim take(Connection connection, Entry entry, Duration lease) throws SQLException {
        Optional<Claim.Mine> mine = take(connection, object(entry.target()), entry.id(), lease);
        return mine.isPresent() ? mine.get() : holder(connection, entry);
    }

    Claim claim(Entry entry, Duration lease, Event event) {
        return database.transaction(connection -> {
            Optional<Claim.Mine> mine = take(connection, object(entry.target()), entry.id(), lease);
            if (mine.isEmpty()) {
                return holder(connection, entry);
            }
            return insert(connection, entry, mine.get(), event);
        });
    }

    private Claim insert(Connection connection, Entry entry, Claim.Mine mine, Event event) throws SQLException {
        int key = Database.update(connection, """
                insert into action_key as k (key_hash, action_id, bound) values (?, ?, true)
                on conflict (key_hash) do update set action_id = excluded.action_id, bound = true where not k.bound
                """, entry.key().hash(), entry.id());
        if (key == 0) {
            connection.rollback();
            return Retention.forgot(connection, entry.key()) ? new Claim.Expired() : new Claim.Bound();
        }
        Trail.Rows events = trail.first(entry, List.of(event));
        Database.update(
                connection,
                """
                with a as (
                  insert into action (id, shop, tool, target_type, target_id, target_part, issuer, subject, client_id, token_id, roles,
                                      key_text, key_source, key_hash, fingerprint, arguments, object_version, case_id,
                                      retry_of, status, epoch, outcome, requested_at, trace_id, span_id, service_account)
                  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, '{}', ?, ?, ?, ?)),
                w as (
                  insert into action_words values (?, ?, ?, ?, ?, ?)),
                """ + Trail.insert("true"),
                entry.id(),
                shop,
                entry.tool(),
                entry.target().type(),
                entry.target().id(),
                entry.target().part(),
                entry.who().issuer(),
                entry.who().subject(),
                entry.who().clientId(),
                entry.who().tokenId(),
                entry.who().roles().stream().sorted().toArray(String[]::new),
                entry.key().text(),
                entry.key().source().name(),
                entry.key().hash(),
                entry.key().fingerprint(),
                entry.arguments().toString(),
                entry.version(),
                entry.words().caseId(),
                entry.retryOf(),
                entry.status().name(),
                mine.epoch(),
                java.sql.Timestamp.from(entry.requestedAt()),
                trace.id().orElse(null),
                trace.span().orElse(null),
                entry.who().serviceAccount(),
                entry.id(),
                entry.words().reasoning(),
                entry.words().confidence(),
                entry.words().uncertaintyReason(),
                entry.words().customerRequest(),
                entry.words().intentionalRepeat(),
                events.json());
        trail.reached(events);
        return mine;
    }

    private Optional<Claim.Mine> take(Connection connection, String object, String holder, Duration lease)
            throws SQLException {
        return Database.first(
                connection,
                """
                insert into object_lease as l (shop, object, epoch, holder, held_until)
                values (?, ?, 1, ?, now() + ? * interval '1 millisecond')
                on conflict (shop, object) do update
                   set epoch = l.epoch + 1, holder = excluded.holder, held_until = excluded.held_until
                 where l.holder is null and l.unresolved is null
                returning epoch, settled
                """,
                row -> new Claim.Mine(row.getLong(1), row.getLong(2)),
                shop,
                object,
                holder,
                lease.toMillis());
    }

    /** Somebody has it. A holder whose time is over has to be looked at first. */
    private Claim holder(Connection connection, Entry entry) throws SQLException {
        record Holder(String holder, String unresolved, boolean over) {}
        Optional<Holder> found = Database.first(
                connection,
                "select holder, unresolved, held_until < now() from object_lease where shop = ? and object = ?",
                row -> new Holder(row.getString(1), row.getString(2), row.getBoolean(3)),
                shop,
                object(entry.target()));
        if (found.isEmpty() || (found.get().holder() == null && found.get().unresolved() == null)) {
            return new Claim.Held("");
        }
        Holder other = found.get();
        if (other.unresolved() != null) {
            return new Claim.Unresolved(other.unresolved());
        }
        return other.over() ? new Claim.Unresolved(other.holder()) : new Claim.Held(other.holder());
    }

    /** Nothing, when somebody has taken it over meanwhile: they settle it. */
    void undo(Entry entry) {
        database.transaction(connection -> {
            boolean mine = Database.first(
                            connection,
                            "select 1 from object_lease where shop = ? and object = ? and holder = ? and epoch = ? for update",
                            row -> true,
                            shop,
                            object(entry.target()),
                            entry.id(),
                            entry.epoch())
                    .isPresent();
            if (!mine) {
                return 0;
            }
            Database.update(
                    connection,
                    "update object_lease set holder = null, held_until = null where shop = ? and holder = ?",
                    shop,
                    entry.id());
            return forget(connection, entry);
        });
        trail.ended(entry.id());
    }

    private static int forget(Connection connection, Entry entry) throws SQLException {
        Database.update(connection, "delete from action_words where action_id = ?", entry.id());
        Database.update(connection, "delete from action where id = ?", entry.id());
        return entry.retryOf() == null
                ? Database.update(
                        connection,
                        "delete from action_key where key_hash = ? and action_id = ?",
                        entry.key().hash(),
                        entry.id())
                : Database.update(
                        connection,
                        "update action_key set action_id = ?, bound = false where key_hash = ? and action_id = ?",
                        entry.retryOf(),
                        entry.key().hash(),
                        entry.id());
    }
}
