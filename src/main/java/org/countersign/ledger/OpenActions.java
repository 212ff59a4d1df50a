package org.countersign.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.countersign.gate.GateSettings;
import org.countersign.gate.LedgerUnavailable;
import org.countersign.gate.Status;

/** How much is not settled. */
@ApplicationScoped
public class OpenActions {

    /** By index only, however long the ledger is: what is being done or in doubt, and what keeps its object. */
    private static final String OPEN = """
            select status, count(*) as number, max(extract(epoch from now() - requested_at))::bigint as oldest
              from (select id, status, requested_at from action
                     where status in ('RUNNING', 'OUTCOME_UNKNOWN') and shop = ?
                    union
                    select a.id, a.status, a.requested_at from object_lease l join action a on a.id = l.unresolved
                     where l.unresolved is not null and l.shop = ?) open
             group by status""";

    /** As {@link Watches#due} counts: a lease is waited for, a doubt is looked at ever more seldom. */
    private static final String NEXT = """
            select case when l.holder = a.id then l.held_until
                        else a.touched_at + greatest(interval '5 seconds', least(
                               case when a.requested_at > now() - interval '1 day' then interval '10 minutes'
                                    else interval '6 hours' end, a.touched_at - a.requested_at)) end
              from action a
              join object_lease l on l.shop = a.shop and l.object = ? || '/' || a.target_type || ':' || a.target_id || a.target_of
             where a.shop = ? and a.id = ? and a.status in ('RUNNING', 'OUTCOME_UNKNOWN')""";

    private final Database database;
    private final String shop;
    private final String account;

    OpenActions(Database database, GateSettings settings) {
        this.database = database;
        this.shop = settings.shop();
        this.account = settings.account();
    }

    /** From when on the sweep looks at it again; empty for what is not being done and not in doubt. */
    public Optional<Instant> nextLook(String actionId) {
        return database.once(connection ->
                Database.first(connection, NEXT, row -> row.getTimestamp(1).toInstant(), account, shop, actionId));
    }

    /** @param oldestSeconds since the oldest of them was requested */
    public record Open(Status status, long number, long oldestSeconds) {}

    /** @throws LedgerUnavailable when it does not answer */
    public Map<Status, Open> byStatus() {
        return database
                .once(connection -> Database.rows(
                        connection,
                        OPEN,
                        row -> new Open(
                                Status.valueOf(row.getString("status")), row.getLong("number"), row.getLong("oldest")),
                        shop,
                        shop))
                .stream()
                .collect(Collectors.toMap(Open::status, open -> open));
    }
}
