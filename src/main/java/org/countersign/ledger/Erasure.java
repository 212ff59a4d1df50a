package org.countersign.ledger;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.countersign.gate.Entry;
import org.countersign.gate.Event;
import org.countersign.gate.GateSettings;
import org.countersign.gate.Json;

/**
 * Removes what was written about a customer: the words beside the events with their salt, and the same words in the rows
 * of the actions. Codes, ids, amounts, keys' hashes and every event stay, so that nothing runs twice and the audit holds.
 */
@ApplicationScoped
public class Erasure {

    /** The event that says, in an action's chain, that the words of those before it are gone. */
    static final String ERASED = "erased";

    private static final String CUSTOMER_ERASED = "customer_erased";

    private final Database database;
    private final Trail trail;
    private final ErasedRows rows;
    private final String shop;
    private final Clock clock;

    Erasure(Database database, Trail trail, GateSettings settings, Clock clock) {
        this.database = database;
        this.trail = trail;
        this.rows = new ErasedRows();
        this.shop = settings.shop();
        this.clock = clock;
    }

    /**
     * @param actions that were erased now
     * @param notes   refused calls and dry runs whose words were erased now
     * @param open    actions that are not settled and were left as they are: erase again when they are
     */
    public record Erased(List<String> actions, int notes, List<String> open) {}

    /** @param reason kept; it should name nobody */
    public Erased customer(String customerId, String issuer, String subject, String reason) {
        return database.transaction(connection -> {
            List<String> open = new ArrayList<>();
            List<String> erased = new ArrayList<>();
            for (ErasedRows.Found found : rows.of(connection, shop, customerId)) {
                if (!found.settled()) {
                    open.add(found.id());
                } else if (!found.erased()) {
                    erase(connection, found.id(), issuer, subject);
                    erased.add(found.id());
                }
            }
            List<Long> notes = rows.notes(connection, shop, customerId);
            if (!erased.isEmpty() || !notes.isEmpty()) {
                ObjectNode data = Json.object().put("reason", reason);
                ArrayNode actions = data.putArray("actions");
                erased.forEach(actions::add);
                ArrayNode events = data.putArray("events");
                notes.forEach(events::add);
                Event event = new Event(CUSTOMER_ERASED, clock.instant(), data);
                Trail.store(connection, trail.alone(shop, issuer, subject, event));
            }
            return new Erased(List.copyOf(erased), notes.size(), List.copyOf(open));
        });
    }

    private void erase(Connection connection, String id, String issuer, String subject) throws SQLException {
        Optional<Entry> entry = Entries.byId(connection, id);
        if (entry.isEmpty()) {
            return;
        }
        rows.erase(connection, entry.get());
        // read anew: another server may have written this action's last event
        trail.ended(id);
        Event event = new Event(ERASED, clock.instant(), Json.object());
        Trail.store(
                connection,
                trail.next(connection, entry.get(), issuer, subject, List.of(event))
                        .json());
    }

    /** Whether an erasure names this event, which belongs to no action. */
    static boolean erasedNote(Connection connection, String shop, long event) throws SQLException {
        return Database.first(
                        connection,
                        "select 1 from event where shop = ? and action_id is null and kind = ?"
                                + " and data -> 'events' @> to_jsonb(?::bigint) limit 1",
                        row -> true,
                        shop,
                        CUSTOMER_ERASED,
                        event)
                .isPresent();
    }
}
