package org.countersign.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.BiConsumer;
import org.countersign.approval.Dossier;
import org.countersign.gate.Answer;
import org.countersign.gate.Approval;
import org.countersign.gate.Decisions;
import org.countersign.gate.Entry;
import org.countersign.gate.Json;
import org.countersign.gate.Mask;
import org.countersign.mcp.WriteAnswers;
import org.countersign.shop.Money;
import org.jspecify.annotations.Nullable;

/** Approvals for the admin API: what the page of one shows. */
final class DossierJson {

    static ObjectNode row(Entry entry, Approval approval) {
        ObjectNode json = Json.object()
                .put("id", approval.id())
                .put("action_id", entry.id())
                .put("tool", entry.tool())
                .put("kind", Json.wire(approval.kind()))
                .put("state", Json.wire(approval.state()))
                .put("role", approval.role())
                .put("url", approval.url())
                .put("opened_at", approval.openedAt().toString())
                .put("expires_at", approval.expiresAt().toString());
        if (approval.pending()) {
            json.put("due_at", approval.expiresAt().toString()).put("overdue", false);
        }
        json.putObject("target")
                .put("type", entry.target().type())
                .put("id", entry.target().id());
        json.putObject("requested_by")
                .put("issuer", entry.who().issuer())
                .put("subject", entry.who().subject());
        money(json, "amount", approval.money());
        list(
                json,
                "asks",
                approval.asks(),
                (row, ask) ->
                        row.put("check", ask.check()).put("code", ask.code()).put("detail", ask.detail()));
        return json;
    }

    static ObjectNode whole(Dossier dossier, Approval approval) {
        Entry entry = dossier.entry();
        ObjectNode json = row(entry, approval);
        decided(json, approval.decided());
        list(
                json,
                "words",
                approval.words(),
                (row, word) -> row.put("kind", Json.wire(word.kind()))
                        .put("by_role", word.by())
                        .put("text", word.text())
                        .put("at", word.at().toString()));
        json.putObject("said")
                .put("customer_request", entry.words().customerRequest())
                .put("reasoning", entry.words().reasoning())
                .put("confidence", entry.words().confidence())
                .put("uncertainty_reason", entry.words().uncertaintyReason());
        json.putObject("standing")
                .put("holds", Json.wire(dossier.standing().holds()))
                .put("why", dossier.standing().why());
        json.put("may_decide", dossier.may() instanceof Decisions.Yes);
        happening(json.putObject("happening"), dossier.happening());
        Dossier.Subject object = dossier.object();
        if (object != null) {
            object(json.putObject("object"), object);
        }
        Dossier.History history = dossier.history();
        if (history != null) {
            history(json.putObject("history"), history);
        }
        ObjectNode action = WriteAnswers.content(Answer.stored(entry));
        return json.set("action", dossier.personalData() ? action : Mask.over(action));
    }

    static void decided(ObjectNode json, Approval.@Nullable Decided decided) {
        if (decided != null) {
            ObjectNode row = json.putObject("decided")
                    .put("issuer", decided.issuer())
                    .put("subject", decided.subject())
                    .put("role", decided.role())
                    .put("reason", decided.reason())
                    .put("at", decided.at().toString());
            money(row, "offer", decided.offer());
        }
    }

    private static void happening(ObjectNode json, Dossier.Happening happening) {
        json.put("summary", happening.summary());
        money(json, "amount", happening.money());
        happening.goods().forEach(json.putArray("goods")::add);
        list(json, "steps", happening.moves(), (row, move) -> {
            row.put("n", move.n()).put("what", move.title()).put("state", move.state());
            money(row, "amount", move.money());
            list(
                    row,
                    "facts",
                    move.facts(),
                    (fact, each) -> fact.put("name", each.name()).put("value", each.value()));
        });
    }

    private static void object(ObjectNode json, Dossier.Subject object) {
        json.put("type", object.type()).put("name", object.name()).put("state", Json.wire(object.state()));
        list(
                json,
                "differences",
                object.differences(),
                (row, each) -> row.put("field", each.field())
                        .put("before", each.before())
                        .put("after", each.after())
                        .put("hidden", each.hidden()));
        list(json, "sections", object.sections(), (row, each) -> {
            row.put("title", each.title()).put("untrusted", each.untrusted());
            each.heads().forEach(row.putArray("heads")::add);
            ArrayNode rows = row.putArray("rows");
            each.rows().forEach(cells -> cells.forEach(rows.addArray()::add));
        });
    }

    private static void history(ObjectNode json, Dossier.History history) {
        json.put("since", history.since().toString());
        Dossier.InShop shop = history.shop();
        if (shop != null) {
            ObjectNode row = json.putObject("shop").put("orders", shop.orders()).put("looked_at", shop.looked());
            list(row, "refunds", shop.refunds(), (refund, each) -> {
                refund.put("at", each.at().toString()).put("order", each.order());
                money(refund, "amount", each.amount());
            });
            list(row, "refunded", shop.refunded(), (sum, each) -> {
                sum.put("count", each.count());
                money(sum, "amount", each.money());
            });
            shop.returns().forEach(each -> row.withObject("/returns").put(each.what(), each.count()));
            shop.exchanges().forEach(each -> row.withObject("/exchanges").put(each.what(), each.count()));
        }
        list(json, "ledger", history.inLedger(), (row, each) -> {
            row.put("what", each.what()).put("count", each.count());
            money(row, "amount", each.money());
        });
    }

    private static void money(ObjectNode json, String name, @Nullable Money money) {
        if (money != null) {
            json.set(name, Json.money(money));
        }
    }

    private static <T> void list(ObjectNode json, String name, List<T> values, BiConsumer<ObjectNode, T> each) {
        ArrayNode rows = json.putArray(name);
        values.forEach(value -> each.accept(rows.addObject(), value));
    }

    private DossierJson() {}
}
