package org.countersign.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.countersign.gate.Entry;
import org.countersign.gate.Event;
import org.countersign.gate.GateSettings;
import org.countersign.gate.Status;

/** What the sweep takes up: open actions that nobody works on, and closed doubts while they are watched. */
@ApplicationScoped
class Watches {

    private final Database database;
    private final Trail trail;
    private final Claims claims;
    private final Escalations escalations;
    private final String shop;
    private final String account;

    Watches(Database database, Trail trail, Claims claims, Escalations escalations, GateSettings settings) {
        this.database = database;
        this.trail = trail;
        this.claims = claims;
        this.escalations = escalations;
        this.shop = settings.shop();
        this.account = settings.account();
    }

    /**
     * Open actions that are due, which nobody else takes up meanwhile. What a process left behind is due when its lease is
     * over. A doubt that was looked at in vain is looked at ever more seldom: twice as old, half as often, but at least
     * every 10 minutes for a day, then, with a person at it, every 6 hours.
     */
    List<String> due(int limit) {
        return database.once(
                connection -> Database.rows(connection, """
                update action set touched_at = now() where id in (
                  select a.id from action a
                    join object_lease l on l.shop = a.shop and l.object = ? || '/' || a.target_type || ':' || a.target_id || a.target_of
                   where a.shop = ? and a.status in ('RUNNING', 'OUTCOME_UNKNOWN')
                     and a.touched_at < now() - interval '5 seconds'
                     and case when l.holder = a.id then l.held_until < now()
                              else a.touched_at < now() - least(
                                     case when a.requested_at > now() - interval '1 day' then interval '10 minutes'
                                          else interval '6 hours' end,
                                     a.touched_at - a.requested_at) end
                   order by a.touched_at limit ? for update of a skip locked)
                returning id
                """, row -> row.getString(1), account, shop, limit));
    }

    /** Closed doubts that are to be looked at once more: first after ten minutes, then after twice as long each time. */
    List<String> watched(int limit) {
        return database.once(connection -> Database.rows(connection, """
                update action set watched_at = now() where id in (
                  select id from action
                   where shop = ? and watch_until > now()
                     and watched_at < now() - least(interval '12 hours',
                                                    greatest(interval '10 minutes', watched_at - settled_at))
                   order by watched_at limit ? for update skip locked)
                returning id
                """, row -> row.getString(1), shop, limit));
    }

    /**
     * The effect of a closed doubt has shown up: no longer failed, and a person's matter.
     *
     * @param found with status and steps as they are now known to be
     * @param was   the status it had
     * @return false when it was settled otherwise meanwhile
     */
    boolean late(Entry found, Status was, Event event) {
        return database.transaction(connection -> {
            int written = Database.update(
                    connection,
                    """
                    update action set status = ?, outcome = ?::jsonb, watch_until = null, touched_at = now()
                     where id = ? and status = ?
                    """,
                    found.status().name(),
                    Codec.outcome(found.outcome()).toString(),
                    found.id(),
                    was.name());
            if (written == 0) {
                return false;
            }
            Settlements.correct(connection, found);
            Budgets.recount(connection, found);
            Database.update(
                    connection,
                    "update action_key set bound = true where key_hash = ? and action_id = ?",
                    found.key().hash(),
                    found.id());
            Database.update(
                    connection,
                    "update object_lease set unresolved = ?, settled = settled + 1 where shop = ? and object = ?",
                    found.id(),
                    shop,
                    claims.object(found.target()));
            Trail.store(
                    connection, trail.next(connection, found, List.of(event)).json());
            escalations.open(connection, found.id(), "late_effect", event.data());
            trail.ended(found.id());
            return true;
        });
    }
}
