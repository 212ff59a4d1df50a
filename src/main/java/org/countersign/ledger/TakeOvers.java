package org.countersign.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.countersign.gate.Entry;
import org.countersign.gate.GateSettings;

/** Taking up what a process left behind, or what was left half done. Each raises the epoch, which shuts out who was before. */
@ApplicationScoped
class TakeOvers {

    private final Database database;
    private final Trail trail;
    private final String shop;
    private final String account;

    TakeOvers(Database database, Trail trail, GateSettings settings) {
        this.database = database;
        this.trail = trail;
        this.shop = settings.shop();
        this.account = settings.account();
    }

    /** An action that nobody works on: its lease is over, or was given back with a doubt. The target decides. */
    Optional<Entry> takeOver(String actionId, Duration lease) {
        return take(actionId, lease, "status in ('RUNNING', 'OUTCOME_UNKNOWN')", "status");
    }

    /** A partly done action that nobody has released: it runs again. */
    Optional<Entry> resume(String actionId, Duration lease) {
        return take(actionId, lease, "status = 'PARTLY_DONE'", "'RUNNING'");
    }

    private Optional<Entry> take(String actionId, Duration lease, String open, String then) {
        return database.transaction(connection -> {
            Optional<Long> epoch = Database.first(
                    connection,
                    """
                    update object_lease l
                       set epoch = l.epoch + 1, holder = a.id, held_until = now() + ? * interval '1 millisecond'
                      from action a
                     where a.id = ? and a.shop = ? and l.shop = a.shop
                       and l.object = ? || '/' || a.target_type || ':' || a.target_id || a.target_of
                       and a.id in (l.holder, l.unresolved) and (l.held_until is null or l.held_until < now())
                       and %s
                    returning l.epoch
                    """.formatted(Home.SAME),
                    row -> row.getLong(1),
                    lease.toMillis(),
                    actionId,
                    shop,
                    account,
                    shop);
            if (epoch.isEmpty()) {
                return Optional.empty();
            }
            int taken = Database.update(
                    connection,
                    "update action set touched_at = now(), epoch = ?, status = " + then + " where id = ? and " + open,
                    epoch.get(),
                    actionId);
            if (taken == 0) {
                connection.rollback();
                return Optional.empty();
            }
            Database.update(connection, """
                    update object_lease set holder = ?, held_until = now() + ? * interval '1 millisecond'
                     where shop = ? and ? in (holder, unresolved)
                    """, actionId, lease.toMillis(), shop, actionId);
            trail.ended(actionId);
            return Entries.byId(connection, actionId);
        });
    }
}
