package org.countersign.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.countersign.caller.Caller;
import org.countersign.gate.DueTimes;
import org.countersign.gate.Entry;
import org.countersign.gate.Escalation;
import org.countersign.gate.EscalationDesk;
import org.countersign.gate.Event;
import org.countersign.gate.GateSettings;
import org.countersign.gate.Json;
import org.jspecify.annotations.Nullable;

/** Escalations in PostgreSQL; every change is conditional on nobody having closed them. */
@ApplicationScoped
class PostgresDesk implements EscalationDesk {

    private static final String SELECT = """
            select e.*, (select jsonb_agg(to_jsonb(w) order by w.id) from escalation_word w where w.escalation_id = e.id) as words
              from escalation e left join action a on a.id = e.action_id
             where e.shop = ? and\s""";

    private final Database database;
    private final Witnessed witnessed;
    private final String shop;
    private final Clock clock;
    private final DueOrder order;

    PostgresDesk(Database database, Witnessed witnessed, GateSettings settings, Clock clock, DueTimes times) {
        this.order = new DueOrder(times);
        this.database = database;
        this.witnessed = witnessed;
        this.shop = settings.shop();
        this.clock = clock;
    }

    @Override
    public Optional<Opened> find(String id) {
        return where("e.id = ?", id).stream().findFirst();
    }

    @Override
    public Optional<Opened> about(String actionId) {
        return where("e.action_id = ? order by e.opened_at desc limit 1", actionId).stream()
                .findFirst();
    }

    @Override
    public List<Opened> open(Whose whose, Caller viewer, int limit) {
        return switch (whose) {
            case ALL -> where(open(""), limit);
            case NOBODYS -> where(open(" and e.taken_at is null"), limit);
            case MINE ->
                where(
                        open(" and e.owner_issuer = ? and e.owner_subject = ?"),
                        viewer.issuer(),
                        viewer.subject(),
                        limit);
        };
    }

    private String open(String owned) {
        return "e.closed_at is null" + owned + " order by " + order.order() + " limit ?";
    }

    private List<Opened> where(String condition, Object... asked) {
        return database.once(connection -> {
            List<Object> values = new ArrayList<>(List.of(shop));
            values.addAll(List.of(asked));
            List<Opened> rows = Database.rows(connection, SELECT + condition, PostgresDesk::read, values.toArray());
            Map<String, Entry> actions = actions(connection, rows);
            return rows.stream()
                    .map(row -> new Opened(
                            row.escalation(),
                            actions.get(row.escalation().actionId()),
                            row.owner(),
                            row.closed(),
                            row.comments()))
                    .toList();
        });
    }

    private static Map<String, Entry> actions(Connection connection, List<Opened> rows) throws SQLException {
        String[] ids = rows.stream()
                .map(row -> row.escalation().actionId())
                .filter(Objects::nonNull)
                .toArray(String[]::new);
        return Entries.where(connection, "a.id = any (?)", (Object) ids).stream()
                .collect(Collectors.toMap(Entry::id, Function.identity()));
    }

    @Override
    public boolean take(Opened seen, Caller by) {
        Owner owner = seen.owner();
        ObjectNode data = about(seen, by);
        if (owner != null) {
            data.putObject("from").put("issuer", owner.issuer()).put("subject", owner.subject());
        }
        return changing(
                seen,
                by,
                new Event("escalation_taken", clock.instant(), data),
                connection -> Database.update(
                                connection,
                                """
                        update escalation set owner_issuer = ?, owner_subject = ?, taken_at = now()
                         where id = ? and closed_at is null and taken_at is not distinct from ?
                        """,
                                by.issuer(),
                                by.subject(),
                                seen.escalation().id(),
                                owner == null ? null : OffsetDateTime.ofInstant(owner.since(), ZoneOffset.UTC))
                        == 1);
    }

    @Override
    public boolean comment(Opened seen, Caller by, String text) {
        return changing(
                seen,
                by,
                new Event("escalation_comment", clock.instant(), about(seen, by).put("comment", text)),
                connection ->
                        Database.update(connection, """
                        with e as (select id from escalation where id = ? and closed_at is null for update)
                        insert into escalation_word (escalation_id, issuer, subject, text) select e.id, ?, ?, ? from e
                        """, seen.escalation().id(), by.issuer(), by.subject(), text) == 1);
    }

    @Override
    public boolean close(Opened seen, Caller by, String reason) {
        return changing(
                seen,
                by,
                new Event("escalation_closed", clock.instant(), about(seen, by).put("reason", reason)),
                connection -> Database.update(
                                connection,
                                """
                        update escalation set closed_at = now(), closed_by = ?, close_reason = ?
                         where id = ? and closed_at is null and action_id is null
                        """,
                                by.subject(),
                                reason,
                                seen.escalation().id())
                        == 1);
    }

    private static ObjectNode about(Opened seen, Caller by) {
        return Json.object().put("escalation_id", seen.escalation().id()).put("client_id", by.clientId());
    }

    /** With its event, or not at all. */
    private boolean changing(Opened seen, Caller by, Event event, Witnessed.Change change) {
        Entry action = seen.action();
        return action == null
                ? witnessed.change(by.issuer(), by.subject(), event, change)
                : witnessed.change(action, by.issuer(), by.subject(), event, change);
    }

    private static Opened read(ResultSet row) throws SQLException {
        String words = row.getString("words");
        List<Comment> comments = new ArrayList<>();
        if (words != null) {
            Json.parse(words).forEach(word -> comments.add(comment(word)));
        }
        Escalation escalation = new Escalation(
                row.getString("id"),
                row.getString("action_id"),
                row.getString("kind"),
                (ObjectNode) Json.parse(row.getString("data")),
                row.getTimestamp("opened_at").toInstant());
        return new Opened(escalation, null, owner(row), closed(row), comments);
    }

    private static Comment comment(JsonNode word) {
        return new Comment(
                word.path("subject").asText(),
                OffsetDateTime.parse(word.path("at").asText()).toInstant(),
                word.path("text").asText());
    }

    private static @Nullable Owner owner(ResultSet row) throws SQLException {
        Timestamp taken = row.getTimestamp("taken_at");
        return taken == null
                ? null
                : new Owner(row.getString("owner_issuer"), row.getString("owner_subject"), taken.toInstant());
    }

    private static @Nullable Closed closed(ResultSet row) throws SQLException {
        Timestamp at = row.getTimestamp("closed_at");
        return at == null
                ? null
                : new Closed(at.toInstant(), row.getString("closed_by"), row.getString("close_reason"));
    }
}
