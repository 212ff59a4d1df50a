package org.countersign.ledger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.countersign.caller.Caller;
import org.countersign.gate.Entry;
import org.countersign.gate.Escalation;
import org.countersign.gate.Escalation.Ruling;
import org.countersign.gate.Event;
import org.countersign.gate.GateSettings;
import org.countersign.gate.Json;
import org.countersign.gate.Status;
import org.jspecify.annotations.Nullable;

/** What only a person can settle: opened by the server, closed by a person or by a look that found the answer. */
@ApplicationScoped
class Escalations {

    /**
     * Part of the statement that settles action {@code a}: opens one for what is escalated, left half done or not as
     * planned, and for a doubt that is a day old; closes it when the action came to an end.
     */
    static final String WITH_SETTLING = """
            eo as (
              insert into escalation (id, shop, action_id, kind)
              select 'esc_' || replace(gen_random_uuid()::text, '-', ''), a.shop, a.id, lower(a.status) from a
               where a.status in ('PARTLY_DONE', 'MISMATCH', 'ESCALATED')
                  or (a.status = 'OUTCOME_UNKNOWN'
                      and (select min(first_sent_at) from step where action_id = a.id) < now() - interval '24 hours')
              on conflict do nothing),
            ec as (
              update escalation e set closed_at = now(), closed_by = 'server', close_reason = lower(a.status)
                from a
               where e.action_id = a.id and e.closed_at is null and a.status in ('DONE', 'FAILED'))
            """;

    private final Database database;
    private final Trail trail;
    private final String shop;

    Escalations(Database database, Trail trail, GateSettings settings) {
        this.database = database;
        this.trail = trail;
        this.shop = settings.shop();
    }

    void open(Connection connection, @Nullable String actionId, String kind, ObjectNode data) throws SQLException {
        Database.update(connection, """
                insert into escalation (id, shop, action_id, kind, data)
                values ('esc_' || replace(gen_random_uuid()::text, '-', ''), ?, ?, ?, ?::jsonb) on conflict do nothing
                """, shop, actionId, kind, data.toString());
    }

    void open(String kind, ObjectNode data) {
        database.transaction(connection -> {
            open(connection, null, kind, data);
            return true;
        });
    }

    /** Newest first. */
    List<Escalation> open(int limit) {
        return database.once(connection -> Database.rows(
                connection,
                "select id, action_id, kind, data, opened_at from escalation where shop = ? and closed_at is null"
                        + " order by opened_at desc limit ?",
                row -> new Escalation(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        (ObjectNode) Json.parse(row.getString(4)),
                        row.getTimestamp(5).toInstant()),
                shop,
                limit));
    }

    /**
     * A person's ruling on an action that keeps its object: in one transaction, if the action still stands as it was seen
     * and nobody is at work on it.
     */
    boolean ruled(Entry seen, Ruling ruling, Event event) {
        Entry after = ruling.after();
        boolean changedNow = after.outcome().changed() && seen.status() == Status.OUTCOME_UNKNOWN;
        return database.transaction(connection -> {
            int kept = Database.update(connection, """
                    update object_lease
                       set unresolved = case when ? then null else unresolved end, epoch = epoch + 1, settled = settled + ?
                     where shop = ? and unresolved = ? and (holder is null or held_until < now())
                    """, ruling.frees(), changedNow ? 1 : 0, shop, seen.id());
            int written = Database.update(
                    connection,
                    """
                    update action set status = ?, outcome = ?::jsonb, touched_at = now(), settled_at = now(),
                           watch_until = case when ? then now() + interval '7 days' end, watched_at = now()
                     where id = ? and status = ?
                    """,
                    after.status().name(),
                    Codec.outcome(after.outcome()).toString(),
                    after.status() != seen.status() && after.status() != Status.MISMATCH,
                    seen.id(),
                    seen.status().name());
            if (kept == 0 || written == 0) {
                connection.rollback();
                return false;
            }
            Database.update(
                    connection,
                    "update action_key set bound = ? where key_hash = ? and action_id = ?",
                    after.status().bindsKey(),
                    seen.key().hash(),
                    seen.id());
            Settlements.correct(connection, after);
            if (ruling.frees()) {
                Budgets.recount(connection, after);
            }
            Database.update(
                    connection,
                    "update escalation set closed_at = now(), closed_by = ?, close_reason = ?"
                            + " where action_id = ? and closed_at is null",
                    ruling.by().subject(),
                    ruling.reason(),
                    seen.id());
            if (!ruling.frees()) {
                open(connection, seen.id(), "partly_done", Json.object());
            }
            Caller by = ruling.by();
            Trail.store(
                    connection,
                    trail.next(connection, after, by.issuer(), by.subject(), List.of(event))
                            .json());
            trail.ended(seen.id());
            return true;
        });
    }

    /** What waits for a person is taken back, in one transaction with its key and its escalation. */
    boolean withdrawn(Entry seen, Caller by, Event event) {
        return database.transaction(connection -> {
            Database.update(
                    connection,
                    "update approval set state = 'WITHDRAWN' where action_id = ? and state in ('PENDING', 'ALLOWED')",
                    seen.id());
            int taken = Database.update(
                    connection,
                    "update action set status = 'WITHDRAWN', touched_at = now(), settled_at = now()"
                            + " where id = ? and status = ?",
                    seen.id(),
                    seen.status().name());
            if (taken == 0) {
                connection.rollback();
                return false;
            }
            Database.update(
                    connection,
                    "update action_key set bound = false where key_hash = ? and action_id = ?",
                    seen.key().hash(),
                    seen.id());
            Database.update(
                    connection,
                    "update escalation set closed_at = now(), closed_by = ?, close_reason = 'withdrawn'"
                            + " where action_id = ? and closed_at is null",
                    by.subject(),
                    seen.id());
            Trail.store(
                    connection,
                    trail.next(connection, seen, by.issuer(), by.subject(), List.of(event))
                            .json());
            trail.ended(seen.id());
            return true;
        });
    }
}
