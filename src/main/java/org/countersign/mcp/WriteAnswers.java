package org.countersign.mcp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import org.countersign.gate.Answer;
import org.countersign.gate.Entry;
import org.countersign.gate.Json;
import org.countersign.gate.Next;
import org.countersign.gate.Outcome;
import org.countersign.gate.Plan;
import org.countersign.gate.Refusal;
import org.countersign.gate.Status;
import org.countersign.gate.StepState;
import org.countersign.shop.Money;
import org.jspecify.annotations.Nullable;

/** Turns what the gate answers into what a model reads (contract, section 5). */
public final class WriteAnswers {

    public static ToolAnswer answer(Answer answer) {
        return new ToolAnswer(answer.status().isError(), content(answer), ApprovalAnswers.visit(answer.entry()));
    }

    /** Refused before there was an action. */
    public static ToolAnswer refused(Refusal refusal) {
        return answer(Answer.refused(refusal, List.of()));
    }

    public static ObjectNode content(Answer answer) {
        Outcome outcome = answer.outcome();
        Refusal refusal = outcome.refusal();
        ObjectNode content = Json.object()
                .put("summary", summary(answer))
                .put("status", Json.wire(answer.status()))
                .put("replayed", answer.replayed())
                .put("changed", outcome.changed());
        if (answer.entry() != null) {
            content.set("action", action(answer.entry()));
        }
        ArrayNode checks = content.putArray("checks");
        outcome.checks()
                .forEach(check -> checks.addObject()
                        .put("check", check.check())
                        .put("result", Json.wire(check.result()))
                        .put("detail", check.detail()));
        if (answer.plan() != null) {
            content.set("effect", effect(answer.plan(), answer.steps()));
        }
        if (outcome.verification() != null) {
            content.put("verification", Json.wire(outcome.verification()));
        }
        ApprovalAnswers.add(answer.entry(), content);
        if (outcome.objectVersion() != null) {
            content.put("object_version", outcome.objectVersion());
        }
        if (refusal != null) {
            if (refusal.next() != null) {
                content.set("next", next(refusal.next()));
            }
            if (refusal.retryAfter() != null) {
                content.put(
                        "retry_after_seconds", Math.max(1, refusal.retryAfter().toSeconds()));
            }
            content.set("error", error(refusal));
        } else if (answer.entry() != null) {
            whatNext(answer.status(), answer.entry().id(), content);
        }
        return content;
    }

    /** {@code error} of the contract; what the refusal knows beside it stands in it, too. */
    public static ObjectNode error(Refusal refusal) {
        ObjectNode error = Json.object().put("code", Json.wire(refusal.code()));
        if (refusal.rule() != null) {
            error.put("rule", Json.wire(refusal.rule()));
        }
        error.put("message", refusal.message()).put("fix", refusal.fix()).put("retryable", refusal.retryable());
        if (refusal.retryAfter() != null) {
            error.put("retry_after_seconds", Math.max(1, refusal.retryAfter().toSeconds()));
        }
        if (refusal.data() != null) {
            error.setAll(refusal.data());
        }
        return error;
    }

    private static String summary(Answer answer) {
        Status status = answer.status();
        Plan plan = answer.plan();
        Refusal refusal = answer.outcome().refusal();
        String what = switch (status) {
            case DONE ->
                plan == null ? "" : answer.outcome().changed() ? plan.past() : "nothing had to change: " + plan.past();
            case PLANNED -> "this would " + plan(plan) + ". Nothing was changed.";
            case NEEDS_CONFIRMATION ->
                "this would " + plan(plan) + ". Confirm it with confirm_action within 15 minutes, or withdraw it.";
            case ESCALATED ->
                plan != null && plan.steps().isEmpty()
                        ? plan.past() + "."
                        : "a person decides whether to " + plan(plan) + ".";
            case AWAITING_APPROVAL ->
                "a person decides whether to " + plan(plan) + "." + ApprovalAnswers.waiting(answer.entry());
            case RUNNING, OUTCOME_UNKNOWN ->
                refusal != null
                        ? refusal.message() + " " + refusal.fix()
                        : "whether the shop did " + plan(plan) + " is not settled. Look with get_action, or repeat the"
                                + " identical call; it never acts twice.";
            case MISMATCH -> "the shop shows something else than was planned: " + plan(plan) + ".";
            case PARTLY_DONE -> "only some steps were done of: " + plan(plan) + ".";
            case REFUSED, FAILED -> refusal == null ? plan(plan) : refusal.message() + " " + refusal.fix();
            case DENIED -> "a person decided against it: " + plan(plan) + "." + ApprovalAnswers.denied(answer.entry());
            case EXPIRED -> "nobody decided in time: " + plan(plan) + ".";
            case WITHDRAWN -> "it was withdrawn: " + plan(plan) + ".";
            case VOID ->
                refusal == null
                        ? "what it was decided on has changed: " + plan(plan) + "."
                        : refusal.message() + " " + refusal.fix();
        };
        String again = answer.replayed() && status == Status.DONE
                ? " This was done before; the repeated call changed nothing."
                : "";
        return status.lead() + ": " + what + again;
    }

    private static String plan(@Nullable Plan plan) {
        return plan == null ? "this action" : plan.summary();
    }

    private static ObjectNode action(Entry entry) {
        ObjectNode action = Json.object().put("id", entry.id()).put("tool", entry.tool());
        action.putObject("target")
                .put("type", entry.target().type())
                .put("id", entry.target().id());
        action.put("idempotency_key", entry.key().text())
                .put("key_source", Json.wire(entry.key().source()));
        action.putObject("requested_by")
                .put("issuer", entry.who().issuer())
                .put("subject", entry.who().subject());
        action.put("requested_at", entry.requestedAt().toString());
        if (entry.words().caseId() != null) {
            action.put("case_id", entry.words().caseId());
        }
        if (entry.retryOf() != null) {
            action.put("retry_of", entry.retryOf());
        }
        return action;
    }

    /** {@code planned} and {@code observed} have the same form: equal when the shop did exactly what was planned. */
    private static ObjectNode effect(Plan plan, List<StepState> steps) {
        ObjectNode effect = Json.object();
        effect.set(
                "planned",
                moves(
                        plan.money(),
                        steps.stream().map(state -> state.step().effect()).toList()));
        List<ObjectNode> observed =
                steps.stream().map(StepState::observed).filter(Objects::nonNull).toList();
        if (!observed.isEmpty()) {
            boolean all = observed.size() == steps.size();
            effect.set("observed", moves(all ? plan.money() : null, observed));
        }
        ArrayNode rows = effect.putArray("steps");
        for (StepState state : steps) {
            ObjectNode row = rows.addObject()
                    .put("n", state.step().n())
                    .put("kind", state.step().kind())
                    .put("state", Json.wire(state.state()));
            if (state.step().money() != null) {
                row.set("amount", Json.money(state.step().money()));
            }
        }
        return effect;
    }

    private static ObjectNode moves(@Nullable Money money, List<ObjectNode> effects) {
        ObjectNode moves = Json.object();
        if (money != null) {
            moves.set("amount", Json.money(money));
        }
        ArrayNode list = moves.putArray("effects");
        effects.forEach(list::add);
        return moves;
    }

    private static void whatNext(Status status, String actionId, ObjectNode content) {
        ObjectNode id = Json.object().put("action_id", actionId);
        switch (status) {
            case NEEDS_CONFIRMATION ->
                content.set("next", next(new Next("confirm_action", id, "execute exactly this plan")));
            case AWAITING_APPROVAL, ESCALATED ->
                content.set("next", next(new Next("get_action", id, "see what the person decided")));
            case RUNNING, OUTCOME_UNKNOWN -> {
                content.set("next", next(new Next("get_action", id, "see whether it is settled")));
                content.put("retry_after_seconds", 10);
            }
            case PLANNED, DONE, PARTLY_DONE, MISMATCH, REFUSED, FAILED, DENIED, EXPIRED, WITHDRAWN, VOID -> {}
        }
    }

    static ObjectNode next(Next call) {
        ObjectNode next = Json.object().put("tool", call.tool());
        next.set("arguments", call.arguments());
        return next.put("why", call.why());
    }

    private WriteAnswers() {}
}
