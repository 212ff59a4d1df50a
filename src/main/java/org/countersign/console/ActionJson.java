package org.countersign.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.countersign.gate.Answer;
import org.countersign.gate.Approval;
import org.countersign.gate.Entry;
import org.countersign.gate.EscalationDesk;
import org.countersign.gate.Json;
import org.countersign.gate.StepState;
import org.countersign.ledger.Happenings.Happening;
import org.countersign.mcp.WriteAnswers;
import org.jspecify.annotations.Nullable;

/** Everything that the ledger has of one action: what {@code get_action} answers, and what lies behind it. Not masked yet. */
final class ActionJson {

    static ObjectNode whole(
            Entry entry,
            List<Happening> events,
            Optional<EscalationDesk.Opened> escalation,
            Optional<Instant> nextLook) {
        ObjectNode json = WriteAnswers.content(Answer.stored(entry));
        who(json.putObject("who"), entry.who());
        json.set("arguments", entry.arguments());
        json.put("version", entry.version());
        json.putObject("words")
                .put("reasoning", entry.words().reasoning())
                .put("confidence", entry.words().confidence())
                .put("uncertainty_reason", entry.words().uncertaintyReason())
                .put("customer_request", entry.words().customerRequest())
                .put("case_id", entry.words().caseId())
                .put("intentional_repeat", entry.words().intentionalRepeat());
        if (entry.settledAt() != null) {
            json.put("settled_at", entry.settledAt().toString());
        }
        nextLook.ifPresent(at -> json.put("next_look", at.toString()));
        steps(json.putArray("steps"), entry.steps());
        approval(json, entry);
        escalation.ifPresent(opened -> escalation(json.putObject("escalation"), opened));
        traces(events).forEach(json.putArray("trace_ids")::add);
        ArrayNode rows = json.putArray("events");
        events.forEach(event -> rows.add(event(event)));
        return json;
    }

    /** One event, of an action or of none. */
    static ObjectNode event(Happening event) {
        ObjectNode json = Json.object().put("id", event.id());
        if (event.seq() > 0) {
            json.put("seq", event.seq());
        }
        json.put("at", event.at().toString()).put("kind", event.kind());
        if (event.subject() != null) {
            json.putObject("by").put("issuer", event.issuer()).put("subject", event.subject());
        }
        json.set("data", event.data());
        return event.erased() ? json.put("erased", true) : json;
    }

    /** Of every call and sweep that worked on it, in their order. */
    static Set<String> traces(List<Happening> events) {
        Set<String> traces = new LinkedHashSet<>();
        for (Happening event : events) {
            String trace = Json.textOrNull(event.data(), "trace_id");
            if (trace != null) {
                traces.add(trace);
            }
        }
        return traces;
    }

    private static void who(ObjectNode json, Entry.Who who) {
        json.put("issuer", who.issuer())
                .put("subject", who.subject())
                .put("client_id", who.clientId())
                .put("token_id", who.tokenId())
                .put("service_account", who.serviceAccount());
        new TreeSet<>(who.roles()).forEach(json.putArray("roles")::add);
    }

    private static void steps(ArrayNode rows, List<StepState> steps) {
        for (StepState state : steps) {
            ObjectNode row = rows.addObject()
                    .put("n", state.step().n())
                    .put("kind", state.step().kind())
                    .put("state", Json.wire(state.state()))
                    .put("tries", state.tries())
                    .put("answer", state.answer());
            row.set("request", state.step().request());
            row.set("planned", state.step().effect());
            set(row, "observed", state.observed());
        }
    }

    private static void approval(ObjectNode json, Entry entry) {
        Approval approval = entry.approval();
        if (approval == null) {
            return;
        }
        // the tool's answer has url and expiry of what waits
        ObjectNode row = DossierJson.row(entry, approval);
        DossierJson.decided(row, approval.decided());
        json.set("approval", row);
        set(json, "before", approval.seen());
    }

    private static void escalation(ObjectNode json, EscalationDesk.Opened opened) {
        json.put("id", opened.escalation().id())
                .put("kind", opened.escalation().kind())
                .put("opened_at", opened.escalation().openedAt().toString())
                .put("open", opened.closed() == null);
    }

    private static void set(ObjectNode json, String name, @Nullable ObjectNode value) {
        if (value != null) {
            json.set(name, value);
        }
    }

    private ActionJson() {}
}
