package org.countersign.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.countersign.gate.Budget;
import org.countersign.gate.CheckResult;
import org.countersign.gate.ErrorCode;
import org.countersign.gate.Json;
import org.countersign.gate.Next;
import org.countersign.gate.ObjectRef;
import org.countersign.gate.Outcome;
import org.countersign.gate.Plan;
import org.countersign.gate.Refusal;
import org.countersign.gate.ShopRule;
import org.countersign.gate.Step;
import org.countersign.gate.StepState;
import org.countersign.gate.Verification;
import org.countersign.shop.Money;
import org.jspecify.annotations.Nullable;

/** Plans and outcomes as JSON columns, and back. */
final class Codec {

    static ObjectNode plan(Plan plan) {
        ObjectNode json = Json.object().put("summary", plan.summary()).put("past", plan.past());
        if (plan.money() != null) {
            json.set("money", Json.money(plan.money()));
        }
        ObjectNode goods = json.putObject("goods");
        plan.goods().forEach(goods::put);
        ArrayNode touches = json.putArray("touches");
        plan.touches()
                .forEach(ref -> touches.addObject().put("type", ref.type()).put("id", ref.id()));
        return json.put("customer", plan.customer());
    }

    static Plan plan(JsonNode json, List<Step> steps) {
        Map<String, Integer> goods = new HashMap<>();
        json.path("goods")
                .properties()
                .forEach(line -> goods.put(line.getKey(), line.getValue().asInt()));
        List<ObjectRef> touches = new ArrayList<>();
        json.path("touches")
                .forEach(ref -> touches.add(
                        new ObjectRef(ref.path("type").asText(), ref.path("id").asText())));
        return new Plan(
                json.path("summary").asText(),
                json.path("past").asText(),
                money(json.get("money")),
                goods,
                steps,
                touches,
                Json.textOrNull(json, "customer"));
    }

    static ObjectNode outcome(Outcome outcome) {
        ObjectNode json = Json.object().put("changed", outcome.changed());
        ArrayNode checks = json.putArray("checks");
        outcome.checks()
                .forEach(check -> checks.addObject()
                        .put("check", check.check())
                        .put("result", check.result().name())
                        .put("code", check.code())
                        .put("detail", check.detail()));
        if (outcome.decidedBy() != null) {
            json.putObject("decided_by")
                    .put("role", outcome.decidedBy().role())
                    .put("grant_version", outcome.decidedBy().grantVersion())
                    .set("budget", budget(outcome.decidedBy().budget()));
        }
        if (outcome.verification() != null) {
            json.put("verification", outcome.verification().name());
        }
        json.put("object_version", outcome.objectVersion());
        if (outcome.refusal() != null) {
            json.set("refusal", refusal(outcome.refusal()));
        }
        return json;
    }

    static Outcome outcome(JsonNode json) {
        List<CheckResult> checks = new ArrayList<>();
        json.path("checks")
                .forEach(check -> checks.add(new CheckResult(
                        check.path("check").asText(),
                        CheckResult.Result.valueOf(check.path("result").asText()),
                        check.path("code").asText(),
                        check.path("detail").asText())));
        JsonNode decidedBy = json.get("decided_by");
        return new Outcome(
                checks,
                decidedBy == null
                        ? null
                        : new Outcome.DecidedBy(
                                decidedBy.path("role").asText(),
                                decidedBy.path("grant_version").asLong(),
                                budget(decidedBy.path("budget"))),
                json.path("changed").asBoolean(),
                json.hasNonNull("verification")
                        ? Verification.valueOf(json.path("verification").asText())
                        : null,
                Json.textOrNull(json, "object_version"),
                json.hasNonNull("refusal") ? refusal(json.path("refusal")) : null);
    }

    private static ObjectNode budget(Budget budget) {
        ObjectNode json =
                Json.object().put("daily_count", budget.dailyCount()).put("customer_count", budget.customerCount());
        if (budget.dailyAmount() != null) {
            json.set("daily_amount", Json.money(budget.dailyAmount()));
        }
        if (budget.customerAmount() != null) {
            json.set("customer_amount", Json.money(budget.customerAmount()));
        }
        return json;
    }

    private static Budget budget(JsonNode json) {
        return new Budget(
                money(json.get("daily_amount")),
                json.hasNonNull("daily_count") ? json.path("daily_count").asInt() : null,
                money(json.get("customer_amount")),
                json.hasNonNull("customer_count") ? json.path("customer_count").asInt() : null);
    }

    private static ObjectNode refusal(Refusal refusal) {
        ObjectNode json = Json.object()
                .put("code", refusal.code().name())
                .put("message", refusal.message())
                .put("fix", refusal.fix());
        if (refusal.rule() != null) {
            json.put("rule", refusal.rule().name());
        }
        if (refusal.retryAfter() != null) {
            json.put("retry_after_seconds", refusal.retryAfter().toSeconds());
        }
        json.set("data", refusal.data());
        Next next = refusal.next();
        if (next != null) {
            json.putObject("next")
                    .put("tool", next.tool())
                    .put("why", next.why())
                    .set("arguments", next.arguments());
        }
        return json;
    }

    private static Refusal refusal(JsonNode json) {
        JsonNode next = json.get("next");
        return new Refusal(
                ErrorCode.valueOf(json.path("code").asText()),
                json.hasNonNull("rule") ? ShopRule.valueOf(json.path("rule").asText()) : null,
                json.path("message").asText(),
                json.path("fix").asText(),
                json.hasNonNull("retry_after_seconds")
                        ? Duration.ofSeconds(json.path("retry_after_seconds").asLong())
                        : null,
                json.path("data").isObject() ? object(json.path("data")) : null,
                next == null
                        ? null
                        : new Next(
                                next.path("tool").asText(),
                                object(next.path("arguments")),
                                next.path("why").asText()));
    }

    /** The columns of table step, as {@code jsonb_to_recordset} takes them. */
    static String steps(List<StepState> steps) {
        ArrayNode rows = Json.object().putArray("steps");
        for (StepState state : steps) {
            Step step = state.step();
            ObjectNode row = rows.addObject()
                    .put("n", step.n())
                    .put("kind", step.kind())
                    .put("state", state.state().name())
                    .put("tries", state.tries())
                    .put("round", state.round())
                    .put("answer", state.answer());
            row.set("request", step.request());
            row.set("effect", step.effect());
            row.set("observed", state.observed());
            Money money = step.money();
            if (money != null) {
                row.put("money_minor", money.minor())
                        .put("money_currency", money.currency().getCurrencyCode());
            }
        }
        return Json.text(rows);
    }

    /** As the {@code steps} sub-select of {@link Entries} aggregates them. */
    static List<StepState> stepStates(JsonNode rows) {
        List<StepState> states = new ArrayList<>();
        for (JsonNode row : rows) {
            Step step = new Step(
                    row.path("n").asInt(),
                    row.path("kind").asText(),
                    object(row.path("request")),
                    object(row.path("effect")),
                    row.hasNonNull("money_minor")
                            ? new Money(
                                    row.path("money_minor").asLong(),
                                    Money.currency(row.path("money_currency").asText()))
                            : null);
            states.add(new StepState(
                    step,
                    StepState.State.valueOf(row.path("state").asText()),
                    row.path("tries").asInt(),
                    row.path("round").asInt(),
                    row.path("observed").isObject() ? object(row.path("observed")) : null,
                    Json.textOrNull(row, "answer"),
                    row.path("judgeable").asBoolean(),
                    row.path("resendable").asBoolean()));
        }
        return states;
    }

    private static ObjectNode object(JsonNode node) {
        return node instanceof ObjectNode object ? object : Json.object();
    }

    private static @Nullable Money money(@Nullable JsonNode json) {
        return json == null ? null : Json.moneyOf(json);
    }

    private Codec() {}
}
