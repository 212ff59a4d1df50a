package org.countersign.ledger;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import org.countersign.gate.ActionKey;
import org.countersign.gate.GateSettings;
import org.countersign.gate.LedgerUnavailable;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * After the retention, keys of settled actions are forgotten, and the words of calls that never became one. The hash of
 * a bound key stays for ever and answers {@code key_expired}; actions and events stay.
 */
@ApplicationScoped
public class Retention {

    /** Events without an action whose words go with time. */
    static final Set<String> FORGETTABLE = Set.of("refused", "rehearsed");

    private static final Logger LOG = Logger.getLogger(Retention.class);
    private static final Duration CONTRACT = Duration.ofDays(90);
    private static final int AT_ONCE = 1_000;

    private final Database database;
    private final String shop;
    private final Duration time;

    Retention(
            Database database,
            GateSettings settings,
            @ConfigProperty(name = "countersign.retention", defaultValue = "P90D") Duration time) {
        if (time.compareTo(CONTRACT) < 0) {
            throw new IllegalArgumentException("countersign.retention is at least 90 days (P90D), not " + time);
        }
        this.database = database;
        this.shop = settings.shop();
        this.time = time;
    }

    /** @param keys of settled actions @param words of refused calls and dry runs */
    public record Forgotten(int keys, int words) {}

    Duration time() {
        return time;
    }

    /** A retention that is too short is refused before anything is served. */
    void check(@Observes StartupEvent start) {
        time();
    }

    @Scheduled(
            identity = "retention",
            every = "24h",
            delayed = "10m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void daily() {
        try {
            Forgotten gone = forget();
            if (gone.keys() + gone.words() > 0) {
                LOG.infof("the retention of %s is over for %d keys and %d texts", time, gone.keys(), gone.words());
            }
        } catch (LedgerUnavailable gone) {
            LOG.warn("nothing was forgotten: the ledger cannot be reached; it is tried again tomorrow");
        }
    }

    /** Forgets all that is due, some at a time. */
    public Forgotten forget() {
        int keys = 0;
        int last;
        do {
            last = database.transaction(this::keys);
            keys += last;
        } while (last == AT_ONCE);
        return new Forgotten(keys, database.transaction(this::words));
    }

    /** Nothing that is open, in doubt, waiting or still keeps an object. */
    private int keys(Connection connection) throws SQLException {
        return Database.update(connection, """
                with due as (
                  select id, key_hash from action a
                   where shop = ? and settled_at < now() - ? * interval '1 second' and key_text <> '(forgotten)'
                     and status in ('DONE', 'DENIED', 'PARTLY_DONE', 'MISMATCH', 'REFUSED', 'FAILED', 'EXPIRED',
                                    'WITHDRAWN', 'VOID')
                     and not exists (select from object_lease l where l.shop = a.shop and l.unresolved = a.id)
                   order by settled_at limit ? for update skip locked),
                expired as (
                  update action_key k set action_id = null from due
                   where k.key_hash = due.key_hash and k.action_id = due.id and k.bound),
                freed as (
                  delete from action_key k using due
                   where k.key_hash = due.key_hash and k.action_id = due.id and not k.bound)
                update action a set key_text = '(forgotten)' from due where a.id = due.id
                """, shop, time.toSeconds(), AT_ONCE);
    }

    private int words(Connection connection) throws SQLException {
        return Database.update(connection, """
                delete from event_text t using event e
                 where e.shop = ? and e.action_id is null and e.kind = any(?) and e.at < now() - ? * interval '1 second'
                   and t.about = e.data ->> 'words_digest' and t.seq = 0
                """, shop, FORGETTABLE.toArray(String[]::new), time.toSeconds());
    }

    /** Whether this key's action was forgotten, so that only the hash is left. */
    static boolean forgot(Connection connection, ActionKey key) throws SQLException {
        return Database.first(
                        connection,
                        "select 1 from action_key where key_hash = ? and bound and action_id is null",
                        row -> true,
                        (Object) key.hash())
                .isPresent();
    }
}
