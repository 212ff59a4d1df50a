package org.countersign.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.countersign.gate.Answer;
import org.countersign.gate.Due;
import org.countersign.gate.Entry;
import org.countersign.gate.EscalationDesk;
import org.countersign.gate.Json;
import org.countersign.gate.Plan;
import org.countersign.gate.Urgency;
import org.countersign.mcp.WriteAnswers;

/** Escalations for the admin API. */
final class EscalationJson {

    static ObjectNode row(EscalationDesk.Opened opened, Due due) {
        ObjectNode json = row(opened);
        if (opened.closed() == null) {
            json.put("due_at", due.at().toString()).put("overdue", due.isOver());
        }
        return json;
    }

    /** Beside its action: by when it is due is the queue's to say. */
    static ObjectNode row(EscalationDesk.Opened opened) {
        ObjectNode json = Json.object()
                .put("id", opened.escalation().id())
                .put("action_id", opened.escalation().actionId())
                .put("kind", opened.escalation().kind())
                .put("opened_at", opened.escalation().openedAt().toString());
        json.set("data", opened.escalation().data());
        json.put("urgency", Json.wire(Urgency.of(opened.escalation(), opened.action())));
        EscalationDesk.Owner owner = opened.owner();
        if (owner != null) {
            json.putObject("owner").put("issuer", owner.issuer()).put("subject", owner.subject());
            json.put("taken_at", owner.since().toString());
        }
        Entry action = opened.action();
        if (action != null) {
            json.put("status", Json.wire(action.status()));
            Plan plan = action.plan();
            if (plan != null && plan.money() != null) {
                json.set("amount", Json.money(plan.money()));
            }
        }
        return json;
    }

    static ObjectNode whole(EscalationDesk.Opened opened, Due due) {
        ObjectNode json = row(opened, due);
        EscalationDesk.Closed closed = opened.closed();
        if (closed != null) {
            json.putObject("closed")
                    .put("at", closed.at().toString())
                    .put("by", closed.by())
                    .put("reason", closed.reason());
        }
        ArrayNode comments = json.putArray("comments");
        opened.comments()
                .forEach(comment -> comments.addObject()
                        .put("by", comment.subject())
                        .put("at", comment.at().toString())
                        .put("text", comment.text()));
        Entry action = opened.action();
        if (action != null) {
            json.set("action", WriteAnswers.content(Answer.stored(action)));
        }
        return json;
    }

    private EscalationJson() {}
}
