package org.countersign.lookup;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.countersign.caller.Caller;
import org.countersign.gate.Entry;
import org.countersign.gate.Json;
import org.countersign.gate.Plan;
import org.countersign.gate.Refusal;
import org.countersign.gate.Status;
import org.countersign.gate.StepState;
import org.countersign.mcp.Schema;
import org.countersign.mcp.WriteAnswers;
import org.jspecify.annotations.Nullable;

/** How the ledger's actions look in lists: what was done, by whom, and what is still open and why. */
public final class ActionAnswers {

    public static ObjectNode summary(Caller caller, Entry entry) {
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
        row.set("requested_by", who(caller, entry));
        row.put("requested_at", entry.requestedAt().toString());
        if (entry.words().caseId() != null) {
            row.put("case_id", entry.words().caseId());
        }
        String open = open(entry.status());
        if (open != null) {
            row.put("open", open);
        } else if (entry.settledAt() != null) {
            row.put("settled_at", entry.settledAt().toString());
        }
        if (entry.steps().size() > 1 || (open != null && entry.sent())) {
            steps(row.putArray("steps"), entry.steps());
        }
        Refusal refusal = entry.outcome().refusal();
        if (refusal != null) {
            row.set("error", WriteAnswers.error(refusal));
        }
        return row;
    }

    static Schema schema() {
        Schema who = Schema.answer("")
                .gives("issuer", Schema.text(""))
                .gives("subject", Schema.text(""))
                .gives("roles", Schema.list("at that time", Schema.text("")))
                .gives("you", Schema.flag(""))
                .gives("by_role", Schema.text("whose grant it used"));
        return Schema.answer("")
                .gives("id", Schema.text(""))
                .gives("tool", Schema.text(""))
                .gives("status", Schema.text(""))
                .gives("target", Schema.answer("type, id"))
                .gives("what", Schema.text("it did or would do"))
                .gives("amount", Schema.answer(""))
                .gives("changed", Schema.flag("the shop"))
                .gives("requested_by", who)
                .gives("requested_at", Schema.time(""))
                .gives("settled_at", Schema.time(""))
                .gives("case_id", Schema.text(""))
                .gives("open", Schema.text("only while it is not over: why"))
                .gives("steps", Schema.list("n, kind, state, amount", Schema.answer("")))
                .gives("error", Schema.answer(""));
    }

    /** How many of these are open, and how: the sentence behind a list's summary. */
    static String open(List<Entry> entries, boolean all) {
        List<Entry> open =
                entries.stream().filter(entry -> open(entry.status()) != null).toList();
        if (open.isEmpty()) {
            return entries.isEmpty() ? "" : all ? " Nothing is open." : " Nothing on this page is open.";
        }
        return " Open: "
                + open.stream()
                        .collect(Collectors.groupingBy(Entry::status, TreeMap::new, Collectors.counting()))
                        .entrySet()
                        .stream()
                        .map(each -> each.getValue() + " " + Json.wire(each.getKey()))
                        .collect(Collectors.joining(", "))
                + ".";
    }

    private static ObjectNode who(Caller caller, Entry entry) {
        Entry.Who who = entry.who();
        ObjectNode json = Json.object().put("issuer", who.issuer()).put("subject", who.subject());
        new TreeSet<>(who.roles()).forEach(json.putArray("roles")::add);
        json.put("you", who.is(caller));
        if (entry.outcome().decidedBy() != null) {
            json.put("by_role", entry.outcome().decidedBy().role());
        }
        return json;
    }

    /** Why it is not over; absent where it is. */
    public static @Nullable String open(Status status) {
        return switch (status) {
            case NEEDS_CONFIRMATION -> "nothing was done: who asked for it has not confirmed it";
            case AWAITING_APPROVAL, ESCALATED -> "nothing was done: a person decides";
            case RUNNING -> "it is being done now";
            case OUTCOME_UNKNOWN -> "nobody knows yet whether the shop did it; it is looked for";
            case PARTLY_DONE -> "some steps are done and some are not; a person was told";
            case MISMATCH -> "the shop shows something else than was planned; a person was told";
            case PLANNED, DONE, REFUSED, FAILED, DENIED, EXPIRED, WITHDRAWN, VOID -> null;
        };
    }

    private static void steps(ArrayNode rows, List<StepState> steps) {
        for (StepState step : steps) {
            ObjectNode row = rows.addObject()
                    .put("n", step.step().n())
                    .put("kind", step.step().kind())
                    .put("state", Json.wire(step.state()));
            if (step.step().money() != null) {
                row.set("amount", Json.money(step.step().money()));
            }
        }
    }

    private ActionAnswers() {}
}
