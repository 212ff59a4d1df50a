package org.countersign.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.countersign.gate.Json;
import org.countersign.ledger.audit.ChainedEvent;
import org.countersign.ledger.audit.Seal;
import org.jspecify.annotations.Nullable;

/** Reads events with the words beside them, and seals with the hashes they were made of, row by row. */
final class SealedRows {

    static final String EVENTS = """
            select e.id, e.recipe, e.shop, e.action_id, e.seq, e.at, e.kind, e.issuer, e.subject, e.data, e.prev, e.hash,
                   t.salt, t.text
              from event e
              left join event_text t on t.about = coalesce(e.action_id, e.data ->> 'words_digest') and t.seq = e.seq
            """;

    static final String SEALS = "select shop, n, at, root, prev, hash, event_ids, hashes from seal";

    private static final int HASH = 32;

    /** An event with what lies beside it. */
    record Full(
            ChainedEvent event,
            byte @Nullable [] salt,
            @Nullable JsonNode words) {}

    /** @param hashes of the events when they were sealed, in the seal's order */
    record Sealed(Seal seal, List<byte[]> hashes) {}

    interface Each<T> {
        void take(T row) throws SQLException;
    }

    static Full event(ResultSet row) throws SQLException {
        String words = row.getString(14);
        return new Full(
                new ChainedEvent(
                        row.getLong(1),
                        row.getInt(2),
                        row.getString(3),
                        row.getString(4),
                        row.getInt(5),
                        row.getTimestamp(6).toInstant(),
                        row.getString(7),
                        row.getString(8),
                        row.getString(9),
                        Json.parse(row.getString(10)),
                        row.getBytes(11),
                        row.getBytes(12)),
                row.getBytes(13),
                words == null ? null : Json.parse(words));
    }

    static Sealed seal(ResultSet row) throws SQLException {
        Array ids = row.getArray(7);
        byte[] all = row.getBytes(8);
        List<byte[]> hashes = new ArrayList<>();
        for (int from = 0; from + HASH <= all.length; from += HASH) {
            hashes.add(Arrays.copyOfRange(all, from, from + HASH));
        }
        return new Sealed(
                new Seal(
                        row.getString(1),
                        row.getLong(2),
                        row.getTimestamp(3).toInstant(),
                        row.getBytes(4),
                        row.getBytes(5),
                        row.getBytes(6),
                        List.of((Long[]) ids.getArray())),
                hashes);
    }

    /** Some rows at a time: the connection is in a transaction. */
    static <T> void each(
            Connection connection,
            int atOnce,
            String sql,
            Database.Row<T> read,
            Each<T> each,
            @Nullable Object... values)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(atOnce);
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    each.take(read.read(rows));
                }
            }
        }
    }

    private SealedRows() {}
}
