package org.countersign.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.countersign.gate.FirstUses;
import org.countersign.gate.GateSettings;
import org.countersign.gate.LedgerUnavailable;
import org.jboss.logging.Logger;

/** Kept in the ledger's database, the same for every replica; each replica asks once for each pair of role and tool. */
@ApplicationScoped
public class PostgresFirstUses implements FirstUses {

    private static final Logger LOG = Logger.getLogger(PostgresFirstUses.class);

    private final Database database;
    private final String shop;
    private final Set<Pair> known = ConcurrentHashMap.newKeySet();

    PostgresFirstUses(Database database, GateSettings settings) {
        this.database = database;
        this.shop = settings.shop();
    }

    private record Pair(String role, String tool) {}

    /** @param at by the database's clock */
    public record Use(String role, String tool, Instant at) {}

    @Override
    public void used(Collection<String> roles, String tool) {
        for (String role : roles) {
            Pair pair = new Pair(role, tool);
            if (known.add(pair)) {
                Thread.ofVirtual().start(() -> store(pair));
            }
        }
    }

    private void store(Pair pair) {
        try {
            database.once(connection -> Database.update(
                    connection,
                    "insert into tool_use (shop, role, tool) values (?, ?, ?) on conflict do nothing",
                    shop,
                    pair.role,
                    pair.tool));
        } catch (LedgerUnavailable gone) {
            known.remove(pair);
            LOG.warnf("it could not be noted that %s uses %s; the next call is noted", pair.role, pair.tool);
        }
    }

    /**
     * Of what is granted now: as many as the policy has grants at most.
     *
     * @throws LedgerUnavailable when it does not answer
     */
    public List<Use> all() {
        return database.once(connection -> Database.rows(
                connection,
                """
                select u.role, u.tool, u.first_at from tool_use u
                  join role_grant g on g.shop = u.shop and g.role = u.role and g.tool = u.tool
                 where u.shop = ? order by u.role, u.tool""",
                row -> new Use(
                        row.getString(1), row.getString(2), row.getTimestamp(3).toInstant()),
                shop));
    }
}
