package org.countersign.ledger;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.countersign.gate.Entry;
import org.countersign.gate.Event;
import org.countersign.gate.Json;
import org.countersign.gate.Trace;
import org.countersign.ledger.audit.ChainedEvent;
import org.countersign.ledger.audit.Words;
import org.jspecify.annotations.Nullable;

/**
 * The chain of an action's events: each carries the hash of the one before, and of personal data and free text only a
 * salted digest. The ends of the chains that are being written are kept here, so that going on with one needs no read.
 */
@ApplicationScoped
class Trail {

    private static final int SALT_BYTES = 32;

    private final Map<String, End> ends = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final Trace trace;
    private volatile long lastWritten = System.nanoTime();

    Trail(Trace trace) {
        this.trace = trace;
    }

    private record End(int seq, byte @Nullable [] hash) {}

    /**
     * The end of a statement, after {@code with} or a comma: stores the rows that {@link Rows#json} names, with what lies
     * beside them, for the sealer to find. Takes the rows; counts events.
     *
     * @param onlyIf a condition on the statement's other parts
     */
    static String insert(String onlyIf) {
        return """
                happened as (
                  select e.*
                    from jsonb_to_recordset(?::jsonb)
                         as e (shop text, action_id text, seq int, at timestamptz, kind text, issuer text, subject text,
                               data jsonb, prev text, hash text, about text, salt text, words jsonb)
                   where %s),
                beside as (
                  insert into event_text (about, seq, salt, text)
                  select about, seq, decode(salt, 'hex'), words from happened where salt is not null),
                chained as (
                  insert into event (shop, action_id, seq, at, kind, issuer, subject, data, prev, hash)
                  select shop, action_id, seq, at, kind, issuer, subject, data, decode(prev, 'hex'),
                         decode(hash, 'hex')
                    from happened returning id, shop)
                insert into unsealed (event_id, shop) select id, shop from chained
                """.formatted(onlyIf);
    }

    /** Rows for {@link #insert}; call {@link #reached} when they are committed. */
    Rows next(Connection connection, Entry entry, List<Event> events) throws SQLException {
        return next(connection, entry, entry.who().issuer(), entry.who().subject(), events);
    }

    /** By somebody else than who asked for the action. */
    Rows next(Connection connection, Entry entry, String issuer, String subject, List<Event> events)
            throws SQLException {
        End end = ends.get(entry.id());
        if (end == null) {
            end = stored(connection, entry.id());
        }
        return rows(entry, issuer, subject, events, end);
    }

    /** The first rows of an action that does not exist yet; the unique index refuses them if it does. */
    Rows first(Entry entry, List<Event> events) {
        return rows(entry, entry.who().issuer(), entry.who().subject(), events, new End(0, null));
    }

    private Rows rows(Entry entry, String issuer, String subject, List<Event> events, End last) {
        End end = last;
        ArrayNode rows = Json.object().putArray("events");
        for (Event event : events) {
            int seq = end.seq() + 1;
            Event told = end.seq() == last.seq() ? traced(event) : event;
            Row row = row(entry.shop(), entry.id(), seq, issuer, subject, told, end.hash());
            rows.add(row.json());
            end = new End(seq, row.hash());
        }
        return new Rows(entry.id(), Json.text(rows), end);
    }

    /** The first of what is written together says which call or sweep wrote it. */
    private Event traced(Event event) {
        return trace.id()
                .map(id -> new Event(
                        event.kind(), event.at(), event.data().deepCopy().put("trace_id", id)))
                .orElse(event);
    }

    /** Stores events that are no part of another statement. */
    static int store(Connection connection, String rows) throws SQLException {
        return Database.update(connection, "with " + insert("true"), rows);
    }

    record Rows(String actionId, String json, End end) {}

    private record Row(ObjectNode json, byte[] hash) {}

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

    /** {@link System#nanoTime} when this server last wrote an event: until a while later there may be something to seal. */
    long lastWritten() {
        return lastWritten;
    }

    /** The rows of one event that belongs to no action. */
    String alone(String shop, String issuer, String subject, Event event) {
        return Json.text(Json.object()
                .putArray("events")
                .add(row(shop, null, 0, issuer, subject, traced(event), null).json()));
    }

    private Row row(
            String shop,
            @Nullable String actionId,
            int seq,
            String issuer,
            String subject,
            Event event,
            byte @Nullable [] prev) {
        lastWritten = System.nanoTime();
        ObjectNode row = Json.object()
                .put("shop", shop)
                .put("issuer", issuer)
                .put("subject", subject)
                .put("action_id", actionId);
        Words.Split split = Words.split(event.data());
        ObjectNode data = split.plain();
        if (split.words() != null) {
            byte[] salt = new byte[SALT_BYTES];
            random.nextBytes(salt);
            String digest = Words.digest(salt, split.words());
            data.put(Words.DIGEST, digest);
            row.put("about", actionId == null ? digest : actionId)
                    .put("salt", HexFormat.of().formatHex(salt))
                    .set("words", split.words());
        }
        ChainedEvent chained = new ChainedEvent(
                0,
                ChainedEvent.RECIPE,
                shop,
                actionId,
                seq,
                event.at().truncatedTo(ChronoUnit.MICROS),
                event.kind(),
                issuer,
                subject,
                data,
                prev,
                new byte[0]);
        byte[] hash = chained.computed();
        row.put("seq", seq)
                .put("at", chained.at().toString())
                .put("kind", event.kind())
                .put("prev", prev == null ? null : HexFormat.of().formatHex(prev))
                .put("hash", HexFormat.of().formatHex(hash))
                .set("data", data);
        return new Row(row, hash);
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
