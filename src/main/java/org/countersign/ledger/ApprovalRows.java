package org.countersign.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.countersign.gate.Approval;
import org.countersign.gate.Entry;
import org.countersign.gate.Json;
import org.countersign.gate.Status;
import org.countersign.shop.Money;
import org.jspecify.annotations.Nullable;

/** Rows of table approval as JSON, and back. */
final class ApprovalRows {

    /** Of {@code approval p}. */
    static final String COLUMNS = """
            case when p.id is not null then to_jsonb(p) || jsonb_build_object('over', p.expires_at <= now(), 'words',
              (select jsonb_agg(to_jsonb(w) order by w.id) from approval_word w where w.approval_id = p.id)) end as approval""";

    /** Inserts the row {@code r} given as JSON, or none where it is null. */
    /** Of the action that an approval is about. */
    static final String WAITING = "('NEEDS_CONFIRMATION', 'AWAITING_APPROVAL')";

    static final String INSERT =
            "insert into approval select r.* from jsonb_populate_record(null::approval, ?::jsonb) r";

    /**
     * Part of the statement that settles action {@code a}: opens what it waits for; what can no longer be used is void. Takes
     * {@link #opening}.
     */
    static final String WITH_SETTLING = """
            ao as (
              insert into approval select r.* from a, jsonb_populate_record(null::approval, ?::jsonb) r
               where r.id is not null and a.status in ('NEEDS_CONFIRMATION', 'AWAITING_APPROVAL') on conflict do nothing),
            av as (
              update approval p set state = case a.status when 'EXPIRED' then 'EXPIRED' when 'DONE' then 'USED' else 'VOID' end
                from a
               where p.action_id = a.id and p.state in ('PENDING', 'ALLOWED')
                 and a.status in ('REFUSED', 'FAILED', 'VOID', 'EXPIRED', 'DONE'))""";

    /** The row to open, if the entry waits for a word that nobody has said. */
    static @Nullable String opening(Entry entry) {
        Approval approval = entry.approval();
        return approval == null || approval.state() != Approval.State.PENDING ? null : row(entry.shop(), approval);
    }

    static String row(String shop, Approval approval) {
        ObjectNode row = Json.object()
                .put("id", approval.id())
                .put("shop", shop)
                .put("action_id", approval.actionId())
                .put("kind", Json.wire(approval.kind()))
                .put("role", approval.role())
                .put("url", approval.url())
                .put("digest", "\\x" + HexFormat.of().formatHex(approval.digest()))
                .put("state", approval.state().name())
                .put("opened_at", approval.openedAt().toString())
                .put("expires_at", approval.expiresAt().toString());
        ArrayNode asks = row.putArray("asks");
        approval.asks()
                .forEach(ask -> asks.addObject()
                        .put("check", ask.check())
                        .put("code", ask.code())
                        .put("detail", ask.detail()));
        row.set("facts", approval.facts());
        row.set("seen", approval.seen());
        Money money = approval.money();
        if (money != null) {
            row.put("money_minor", money.minor())
                    .put("money_currency", money.currency().getCurrencyCode());
        }
        Approval.Decided decided = approval.decided();
        if (decided != null) {
            row.put("decided_at", decided.at().toString())
                    .put("decided_issuer", decided.issuer())
                    .put("decided_subject", decided.subject())
                    .put("decided_role", decided.role())
                    .put("reason", decided.reason());
        }
        return Json.text(row);
    }

    static @Nullable Approval read(ResultSet result) throws SQLException {
        String text = result.getString("approval");
        return text == null ? null : read(Json.parse(text));
    }

    private static Approval read(JsonNode row) {
        List<Approval.Ask> asks = new ArrayList<>();
        row.path("asks")
                .forEach(ask -> asks.add(new Approval.Ask(
                        ask.path("check").asText(),
                        ask.path("code").asText(),
                        ask.path("detail").asText())));
        List<Approval.Word> words = new ArrayList<>();
        row.path("words")
                .forEach(word -> words.add(new Approval.Word(
                        Approval.Word.Kind.valueOf(upper(word, "kind")),
                        Json.textOrNull(word, "role"),
                        word.path("text").asText(),
                        time(word.path("at")))));
        return new Approval(
                row.path("id").asText(),
                row.path("action_id").asText(),
                Approval.Kind.valueOf(upper(row, "kind")),
                asks,
                Json.textOrNull(row, "role"),
                money(row, "money_minor"),
                row.path("url").asText(),
                HexFormat.of().parseHex(row.path("digest").asText().substring(2)),
                (ObjectNode) row.path("facts"),
                row.path("seen") instanceof ObjectNode seen ? seen : null,
                Approval.State.valueOf(row.path("state").asText()),
                time(row.path("opened_at")),
                time(row.path("expires_at")),
                row.path("over").asBoolean(),
                decided(row),
                words);
    }

    private static Approval.@Nullable Decided decided(JsonNode row) {
        return row.hasNonNull("decided_at")
                ? new Approval.Decided(
                        row.path("decided_issuer").asText(),
                        row.path("decided_subject").asText(),
                        Json.textOrNull(row, "decided_role"),
                        Json.textOrNull(row, "reason"),
                        money(row, "offer_minor"),
                        time(row.path("decided_at")))
                : null;
    }

    private static String upper(JsonNode row, String name) {
        return row.path(name).asText().toUpperCase(Locale.ROOT);
    }

    private static Instant time(JsonNode text) {
        return OffsetDateTime.parse(text.asText()).toInstant();
    }

    private static @Nullable Money money(JsonNode row, String minor) {
        return row.hasNonNull(minor) && row.hasNonNull("money_currency")
                ? new Money(
                        row.path(minor).asLong(),
                        Money.currency(row.path("money_currency").asText()))
                : null;
    }

    /** The action does not wait any more; what was not done gives its key back. */
    static boolean ended(Connection connection, Entry seen, Status after) throws SQLException {
        int written = Database.update(
                connection,
                "update action set status = ?, touched_at = now(), settled_at = now() where id = ? and status in "
                        + WAITING,
                after.name(),
                seen.id());
        if (written == 1 && !after.bindsKey()) {
            Database.update(
                    connection,
                    "update action_key set bound = false where key_hash = ? and action_id = ?",
                    seen.key().hash(),
                    seen.id());
        }
        return written == 1;
    }

    private ApprovalRows() {}
}
