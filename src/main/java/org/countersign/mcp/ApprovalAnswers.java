package org.countersign.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.countersign.gate.Approval;
import org.countersign.gate.Entry;
import org.countersign.gate.Json;
import org.countersign.gate.Status;
import org.jspecify.annotations.Nullable;

/** What a model is told of the word that its action waits for, or got (contract, sections 5 and 8). */
final class ApprovalAnswers {

    private static final String REQUESTER = "requester";

    static void add(@Nullable Entry entry, ObjectNode content) {
        Approval approval = entry == null ? null : entry.approval();
        if (entry == null || approval == null || approval.kind() == Approval.Kind.MODEL) {
            return;
        }
        if (entry.status() == Status.AWAITING_APPROVAL) {
            content.putObject("approval")
                    .put("url", approval.url())
                    .put("expires_at", approval.expiresAt().toString());
        }
        ObjectNode decision = decision(approval);
        if (!decision.isEmpty()) {
            content.set("decision", decision);
        }
    }

    /** Where the person who asked for it still has to decide. */
    static @Nullable Visit visit(@Nullable Entry entry) {
        Approval approval = entry == null ? null : entry.approval();
        return entry != null
                        && approval != null
                        && entry.status() == Status.AWAITING_APPROVAL
                        && approval.kind() == Approval.Kind.REQUESTER
                        && approval.pending()
                ? new Visit(approval.id(), entry.who().issuer(), entry.who().subject(), approval.url())
                : null;
    }

    private static ObjectNode decision(Approval approval) {
        ObjectNode json = Json.object();
        Approval.Decided decided = approval.decided();
        if (decided != null) {
            json.put("by_role", decided.role() == null ? REQUESTER : decided.role())
                    .put("reason", decided.reason() == null ? "" : decided.reason());
            if (decided.offer() != null) {
                json.set("offer", Json.money(decided.offer()));
            }
            return json;
        }
        approval.words().stream()
                .filter(word -> word.kind() == Approval.Word.Kind.QUESTION)
                .reduce((earlier, later) -> later)
                .ifPresent(question -> json.put("by_role", question.by())
                        .put("reason", "")
                        .put("question", question.text())
                        .put("answered", approval.openQuestion() == null));
        return json;
    }

    /** Behind the summary of what waits. */
    static String waiting(@Nullable Entry entry) {
        Approval approval = entry == null ? null : entry.approval();
        if (approval == null) {
            return "";
        }
        if (approval.state() == Approval.State.ALLOWED) {
            return " It was allowed and is done as soon as its object is free; look with get_action.";
        }
        if (approval.openQuestion() != null) {
            return " The reviewer asks: see decision.question. Answer by repeating the identical call with the answer in"
                    + " reasoning; that decides nothing.";
        }
        return approval.kind() == Approval.Kind.REQUESTER
                ? " The person you work for decides it in their own browser at approval.url, until "
                        + approval.expiresAt() + "."
                : " Somebody who may decides it at approval.url, until " + approval.expiresAt() + ".";
    }

    /** Behind the summary of what was denied. */
    static String denied(@Nullable Entry entry) {
        Approval approval = entry == null ? null : entry.approval();
        Approval.Decided decided = approval == null ? null : approval.decided();
        if (decided == null) {
            return "";
        }
        String why = decided.reason() == null || decided.reason().isBlank() ? "" : " They say why in decision.reason.";
        return decided.offer() == null
                ? why
                : why + " " + decided.offer()
                        + " would be allowed: read the object again and, if the customer agrees, ask"
                        + " for that amount as a new action.";
    }

    private ApprovalAnswers() {}
}
