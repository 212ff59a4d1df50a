package org.countersign.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import org.countersign.gate.DueTimes;
import org.countersign.gate.GateSettings;
import org.countersign.gate.LedgerUnavailable;

/** What waits to be sealed, and what waits for a person. */
@ApplicationScoped
public class Backlog {

    private static final String NOW = """
            select (select count(*) from unsealed where shop = s.shop),
                   coalesce((select greatest(0, extract(epoch from now() - e.at))::bigint
                               from unsealed u join event e on e.id = u.event_id
                              where u.shop = s.shop order by u.event_id limit 1), 0),
                   coalesce((select n from seal where shop = s.shop order by n desc limit 1), 0),
                   (select count(*) from escalation where shop = s.shop and closed_at is null),
                   (select count(*) from approval where shop = s.shop and state = 'PENDING' and kind <> 'model'
                                                    and expires_at > now()),
                   (select count(*) from escalation e left join action a on a.id = e.action_id
                     where e.shop = s.shop and e.closed_at is null and %s),
                   (select count(*) from switch where shop = s.shop and not enabled),
                   not %s
              from (values (?)) as s (shop)""";

    private final Database database;
    private final String shop;
    private final String now;

    Backlog(Database database, GateSettings settings, DueTimes times) {
        this.now = NOW.formatted(new DueOrder(times).overdue(), Home.SAME);
        this.database = database;
        this.shop = settings.shop();
    }

    /**
     * @param oldestSeconds since the oldest unsealed event; 0 when all is sealed
     * @param newestSeal    by whichever replica; 0 before the first
     * @param escalations   that are open
     * @param approvals     that a person has not decided
     * @param overdue       of the escalations
     * @param switchedOff   switches that stop writes
     * @param moved         whether the database is another one than the ledger was written in, so that nothing is sent
     */
    public record Now(
            long unsealed,
            long oldestSeconds,
            long newestSeal,
            long escalations,
            long approvals,
            long overdue,
            long switchedOff,
            boolean moved) {}

    /** @throws LedgerUnavailable when it does not answer */
    public Now now() {
        return database.once(connection -> Database.first(
                        connection,
                        now,
                        row -> new Now(
                                row.getLong(1),
                                row.getLong(2),
                                row.getLong(3),
                                row.getLong(4),
                                row.getLong(5),
                                row.getLong(6),
                                row.getLong(7),
                                row.getBoolean(8)),
                        shop,
                        shop))
                .orElseThrow();
    }
}
