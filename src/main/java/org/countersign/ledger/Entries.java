package org.countersign.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.countersign.gate.ActionKey;
import org.countersign.gate.Entry;
import org.countersign.gate.Json;
import org.countersign.gate.ObjectRef;
import org.countersign.gate.Status;
import org.countersign.gate.StepState;
import org.jspecify.annotations.Nullable;

/** Reads actions with their words and steps, one statement each. */
final class Entries {

    private static final String SELECT = """
            select a.*, w.reasoning, w.confidence, w.uncertainty_reason, w.customer_request, w.intentional_repeat,
                   (select jsonb_agg(to_jsonb(s) || jsonb_build_object('judgeable', now() >= s.judge_at,
                             'resendable', now() < s.first_sent_at + interval '10 minutes') order by s.n)
                      from step s where s.action_id = a.id) as steps,
                   """ + ApprovalRows.COLUMNS + """
              from action a join action_words w on w.action_id = a.id left join approval p on p.action_id = a.id
            """;

    static Optional<Entry> byKey(Connection connection, ActionKey key) throws SQLException {
        return Database.first(
                connection,
                SELECT + " where a.id = (select action_id from action_key where key_hash = ?)",
                Entries::read,
                (Object) key.hash());
    }

    static Optional<Entry> byId(Connection connection, String actionId) throws SQLException {
        return Database.first(connection, SELECT + " where a.id = ?", Entries::read, actionId);
    }

    static List<Entry> where(Connection connection, String condition, @Nullable Object... values) throws SQLException {
        return Database.rows(connection, SELECT + " where " + condition, Entries::read, values);
    }

    private static Entry read(ResultSet row) throws SQLException {
        String steps = row.getString("steps");
        List<StepState> states = steps == null ? List.of() : Codec.stepStates(Json.parse(steps));
        String plan = row.getString("plan");
        return new Entry(
                row.getString("id"),
                row.getString("shop"),
                row.getString("tool"),
                new ObjectRef(row.getString("target_type"), row.getString("target_id"), row.getString("target_part")),
                new Entry.Who(
                        row.getString("issuer"),
                        row.getString("subject"),
                        row.getString("client_id"),
                        row.getString("token_id"),
                        Set.of((String[]) row.getArray("roles").getArray()),
                        row.getBoolean("service_account")),
                new ActionKey(
                        row.getString("key_text"),
                        ActionKey.Source.valueOf(row.getString("key_source")),
                        row.getBytes("key_hash"),
                        row.getBytes("fingerprint")),
                object(row.getString("arguments")),
                row.getString("object_version"),
                new Entry.Words(
                        row.getString("reasoning"),
                        row.getString("confidence"),
                        row.getString("uncertainty_reason"),
                        row.getString("customer_request"),
                        row.getString("case_id"),
                        row.getBoolean("intentional_repeat")),
                row.getString("retry_of"),
                row.getTimestamp("requested_at").toInstant(),
                instant(row.getTimestamp("settled_at")),
                row.getLong("epoch"),
                Status.valueOf(row.getString("status")),
                plan == null
                        ? null
                        : Codec.plan(
                                Json.parse(plan),
                                states.stream().map(StepState::step).toList()),
                states,
                Codec.outcome(Json.parse(row.getString("outcome"))),
                ApprovalRows.read(row));
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }

    private static ObjectNode object(String json) {
        JsonNode node = Json.parse(json);
        return node instanceof ObjectNode object ? object : Json.object();
    }

    private Entries() {}
}
