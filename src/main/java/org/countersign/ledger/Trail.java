package org.countersign.ledger;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.countersign.gate.Digest;
import org.countersign.gate.Event;
import org.countersign.gate.Json;
import org.jspecify.annotations.Nullable;

/**
 * The chain of an action's events: each carries the hash of the one before. The ends of the chains that are being
 * written are kept here, so that going on with one needs no read.
 */
@ApplicationScoped
class Trail {

    private final Map<String, End> ends = new ConcurrentHashMap<>();

    private record End(int seq, byte @Nullable [] hash) {}

    /** Rows of table event for {@code jsonb_to_recordset}; call {@link #reached} when they are committed. */
    Rows next(Connection connection, String actionId, List<Event> events) throws SQLException {
        End end = ends.get(actionId);
        if (end == null) {
            end = stored(connection, actionId);
        }
        return rows(actionId, events, end);
    }

    /** The first rows of an action that does not exist yet; the unique index refuses them if it does. */
    static Rows first(String actionId, List<Event> events) {
        return rows(actionId, events, new End(0, null));
    }

    private static Rows rows(String actionId, List<Event> events, End last) {
        End end = last;
        ArrayNode rows = Json.object().putArray("events");
        for (Event event : events) {
            ObjectNode row = row(actionId, end.seq() + 1, event, end.hash());
            rows.add(row);
            end = new End(
                    end.seq() + 1, HexFormat.of().parseHex(row.path("hash").asText()));
        }
        return new Rows(actionId, Json.text(rows), end);
    }

    record Rows(String actionId, String json, End end) {}

    /** Runs one transaction that writes events; when it fails, the end of the chain is read again the next time. */
    <T> T writing(String actionId, Supplier<T> transaction) {
        try {
            return transaction.get();
        } catch (RuntimeException failed) {
            ended(actionId);
            throw failed;
        }
    }

    void reached(Rows rows) {
        ends.put(rows.actionId(), rows.end());
    }

    void ended(String actionId) {
        ends.remove(actionId);
    }

    /** The rows of one event that belongs to no action. */
    static String alone(Event event) {
        return Json.text(Json.object().putArray("events").add(row("", 0, event, null)));
    }

    private static ObjectNode row(String actionId, int seq, Event event, byte @Nullable [] prev) {
        ObjectNode row = Json.object()
                .put("action_id", actionId)
                .put("seq", seq)
                .put("at", event.at().truncatedTo(ChronoUnit.MICROS).toString())
                .put("kind", event.kind());
        row.set("data", event.data());
        byte[] hash = Digest.sha256(prev == null ? new byte[0] : prev, Json.canonical(row));
        return row.put("prev", prev == null ? null : HexFormat.of().formatHex(prev))
                .put("hash", HexFormat.of().formatHex(hash));
    }

    private static End stored(Connection connection, String actionId) throws SQLException {
        return Database.first(
                        connection,
                        "select seq, hash from event where action_id = ? order by seq desc limit 1",
                        row -> new End(row.getInt(1), row.getBytes(2)),
                        actionId)
                .orElse(new End(0, null));
    }
}
