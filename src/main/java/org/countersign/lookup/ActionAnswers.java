package org.countersign.lookup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.countersign.gate.Entry;
import org.countersign.gate.Json;
import org.countersign.gate.Plan;
import org.countersign.gate.Refusal;
import org.countersign.gate.Status;
import org.countersign.mcp.WriteAnswers;

/** How the ledger's actions look in lists. */
final class ActionAnswers {

    static ObjectNode summary(Entry entry) {
        ObjectNode row =
                Json.object().put("id", entry.id()).put("tool", entry.tool()).put("status", Json.wire(entry.status()));
        row.putObject("target")
                .put("type", entry.target().type())
                .put("id", entry.target().id());
        Plan plan = entry.plan();
        if (plan != null) {
            row.put("what", entry.status() == Status.DONE ? plan.past() : plan.summary());
            if (plan.money() != null) {
                row.set("amount", Json.money(plan.money()));
            }
        }
        row.put("changed", entry.outcome().changed());
        row.putObject("requested_by")
                .put("issuer", entry.who().issuer())
                .put("subject", entry.who().subject());
        row.put("requested_at", entry.requestedAt().toString());
        if (entry.words().caseId() != null) {
            row.put("case_id", entry.words().caseId());
        }
        Refusal refusal = entry.outcome().refusal();
        if (refusal != null) {
            row.set("error", WriteAnswers.error(refusal));
        }
        return row;
    }

    private ActionAnswers() {}
}
