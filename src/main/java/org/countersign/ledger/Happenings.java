package org.countersign.ledger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.countersign.gate.GateSettings;
import org.countersign.gate.Json;
import org.countersign.gate.LedgerUnavailable;
import org.countersign.ledger.SealedRows.Full;
import org.countersign.ledger.audit.Words;
import org.countersign.shop.Page;
import org.jspecify.annotations.Nullable;

/**
 * What happened, as the events tell it: each with the words that lie beside it, while they are there. Throws {@link
 * LedgerUnavailable} when it cannot be read.
 */
@ApplicationScoped
public class Happenings {

    /** Of what belongs to no action: everything that leaves an event there. */
    public static final List<String> KINDS = List.of(
            "refused",
            "rehearsed",
            "personal_data_read",
            "switched",
            "blocked",
            "unblocked",
            "role_changed",
            "grant_changed",
            "settings_changed",
            "escalation_taken",
            "escalation_comment",
            "escalation_closed",
            "customer_erased",
            "reconciled",
            "shop_reset");

    private static final int LONGEST_CHAIN = 1_000;

    private final Database database;
    private final String shop;

    Happenings(Database database, GateSettings settings) {
        this.database = database;
        this.shop = settings.shop();
    }

    /**
     * One event.
     *
     * @param seq    in its action, from 1; 0 where it belongs to none
     * @param data   with the words in their places
     * @param erased words of it are gone: somebody was erased, or their time was over
     */
    public record Happening(
            long id,
            int seq,
            Instant at,
            String kind,
            @Nullable String issuer,
            @Nullable String subject,
            ObjectNode data,
            boolean erased) {}

    /** What is absent does not narrow. @param kinds of {@link #KINDS}; empty for all */
    public record Query(
            Set<String> kinds,
            @Nullable String issuer,
            @Nullable String subject,
            @Nullable Instant from,
            @Nullable Instant to) {

        public Query {
            kinds = Set.copyOf(kinds);
        }
    }

    /** Of one action, in their order. */
    public List<Happening> of(String actionId) {
        return database.once(connection -> Database.rows(
                connection,
                SealedRows.EVENTS + " where e.shop = ? and e.action_id = ? order by e.seq limit " + LONGEST_CHAIN,
                Happenings::read,
                shop,
                actionId));
    }

    /** What belongs to no action, newest first. @throws Page.BadCursor for a cursor that is not ours */
    public Page<Happening> alone(Query query, Page.Request page) {
        long before = page.cursor() == null ? Long.MAX_VALUE : number(page.cursor());
        List<Happening> found = database.once(connection -> found(connection, query, before, page.limit() + 1));
        boolean more = found.size() > page.limit();
        List<Happening> shown = more ? found.subList(0, page.limit()) : found;
        return new Page<>(
                List.copyOf(shown), more ? Long.toString(shown.getLast().id()) : null);
    }

    /** The newest of each kind, by the index that has the kind, and of these the newest. */
    private List<Happening> found(Connection connection, Query query, long before, int limit) throws SQLException {
        List<@Nullable Object> values = new ArrayList<>();
        values.add((query.kinds().isEmpty() ? KINDS : query.kinds()).toArray(String[]::new));
        values.add(shop);
        values.add(before);
        StringBuilder narrower = new StringBuilder();
        add(narrower, values, " and x.issuer = ?", query.issuer());
        add(narrower, values, " and x.subject = ?", query.subject());
        add(narrower, values, " and x.at >= ?", query.from() == null ? null : Timestamp.from(query.from()));
        add(narrower, values, " and x.at < ?", query.to() == null ? null : Timestamp.from(query.to()));
        values.add(limit);
        values.add(limit);
        return Database.rows(
                connection, SealedRows.EVENTS + """
                         where e.id in (
                           select of_kind.id from unnest(?::text[]) k (kind) cross join lateral (
                             select x.id from event x
                              where x.action_id is null and x.kind = k.kind and x.shop = ? and x.id < ?%s
                              order by x.id desc limit ?) of_kind)
                         order by e.id desc limit ?
                        """.formatted(narrower), Happenings::read, values.toArray());
    }

    private static void add(
            StringBuilder narrower, List<@Nullable Object> values, String condition, @Nullable Object value) {
        if (value != null) {
            narrower.append(condition);
            values.add(value);
        }
    }

    private static Happening read(ResultSet row) throws SQLException {
        Full full = SealedRows.event(row);
        ObjectNode data = full.event().data() instanceof ObjectNode object ? object : Json.object();
        boolean spoken = data.has(Words.DIGEST);
        return new Happening(
                full.event().id(),
                full.event().seq(),
                full.event().at(),
                full.event().kind(),
                full.event().issuer(),
                full.event().subject(),
                Words.whole(data, full.words()),
                spoken && full.words() == null);
    }

    private static long number(String cursor) {
        try {
            return Long.parseLong(cursor);
        } catch (NumberFormatException notOurs) {
            throw new Page.BadCursor();
        }
    }
}
