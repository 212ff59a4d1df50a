package org.countersign.ledger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.countersign.gate.Json;
import org.countersign.ledger.SealedRows.Full;
import org.countersign.ledger.audit.Seal;
import org.jspecify.annotations.Nullable;

/** Writes seals, each after its events, then what is unsealed; docs/audit.md tells what the lines mean. */
final class Export {

    private static final int SEALS_AT_ONCE = 4;
    private static final int EVENTS_AT_ONCE = 1_000;

    private final Connection connection;
    private final String shop;
    private final Writer to;
    private long events;
    private long seals;
    private @Nullable String head;

    Export(Connection connection, String shop, Writer to) {
        this.connection = connection;
        this.shop = shop;
        this.to = to;
    }

    void write(Instant now, @Nullable Instant since, @Nullable Instant until) throws SQLException {
        ObjectNode first = Json.object()
                .put("type", "export")
                .put("format", 1)
                .put("shop", shop)
                .put("at", now.toString());
        if (since != null) {
            first.put("since", since.toString());
        }
        if (until != null) {
            first.put("until", until.toString());
        }
        line(first);
        SealedRows.each(
                connection,
                SEALS_AT_ONCE,
                SealedRows.SEALS + " where shop = ? and at >= coalesce(?::timestamptz, '-infinity')"
                        + " and at < coalesce(?::timestamptz, 'infinity') order by n",
                row -> SealedRows.seal(row).seal(),
                this::seal,
                shop,
                time(since),
                time(until));
        if (until == null) {
            SealedRows.each(
                    connection,
                    EVENTS_AT_ONCE,
                    SealedRows.EVENTS + " where e.shop = ? and e.id in (select event_id from unsealed where shop = ?)"
                            + " order by e.id",
                    SealedRows::event,
                    this::event,
                    shop,
                    shop);
        }
        ObjectNode last = Json.object().put("type", "end").put("events", events).put("seals", seals);
        line(head == null ? last : last.put("head", head));
    }

    private void seal(Seal seal) throws SQLException {
        List<Full> members = Database.rows(
                connection,
                SealedRows.EVENTS + " where e.shop = ? and e.id = any(?) order by e.id",
                SealedRows::event,
                shop,
                connection.createArrayOf("bigint", seal.events().toArray()));
        members.forEach(this::event);
        seals++;
        head = seal.head();
        line(seal.line());
    }

    private void event(Full full) {
        ObjectNode line = full.event().line();
        byte[] salt = full.salt();
        if (salt != null) {
            line.putObject("words").put("salt", HexFormat.of().formatHex(salt)).set("text", full.words());
        }
        events++;
        line(line);
    }

    private void line(ObjectNode line) {
        try {
            to.write(Json.text(line));
            to.write('\n');
        } catch (IOException gone) {
            throw new NotTaken(gone);
        }
    }

    private static @Nullable Timestamp time(@Nullable Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }

    /** Whoever reads the export is gone. */
    static final class NotTaken extends UncheckedIOException {
        private static final long serialVersionUID = 1;

        NotTaken(IOException why) {
            super(why);
        }
    }
}
