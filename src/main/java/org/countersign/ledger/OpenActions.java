package org.countersign.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
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

    private final Database database;
    private final String shop;

    OpenActions(Database database, GateSettings settings) {
        this.database = database;
        this.shop = settings.shop();
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
