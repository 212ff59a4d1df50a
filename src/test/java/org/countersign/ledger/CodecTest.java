package org.countersign.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
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
import org.junit.jupiter.api.Test;

/** What the ledger keeps is what it was given. */
class CodecTest {

    private static final Step FIRST =
            new Step(1, "refund", Json.object().put("a", 1), Json.object().put("b", 2), Money.parse("1.50", "USD"));
    private static final Step SECOND = new Step(2, "refund", Json.object(), Json.object(), null);

    @Test
    void aPlanComesBackWithItsSteps() {
        Plan plan = new Plan(
                "refund it",
                "refunded it",
                Money.parse("1.234", "KWD"),
                Map.of("l1", 2, "l2", 1),
                List.of(FIRST, SECOND),
                List.of(ObjectRef.giftCard("g1"), ObjectRef.customer("c1")));
        assertThat(Codec.plan(Json.parse(Codec.plan(plan).toString()), plan.steps()))
                .isEqualTo(plan);
        Plan still = new Plan("leave it", "left it", null, Map.of(), List.of(), List.of());
        assertThat(Codec.plan(Json.parse(Codec.plan(still).toString()), List.of()))
                .isEqualTo(still);
    }

    @Test
    void anOutcomeComesBackWithEverythingTheModelWasTold() {
        Refusal refusal = Refusal.rule(ShopRule.QUANTITY_TOO_HIGH, "too many", "ask for fewer")
                .with(Json.object().put("maximum_quantity", 2))
                .after(Duration.ofSeconds(7))
                .then(Next.of("get_order", "order_id", "W1", "see it"));
        Outcome outcome = new Outcome(
                List.of(
                        new CheckResult("limits", CheckResult.Result.PASS, "ok", "within"),
                        new CheckResult("shop_rules", CheckResult.Result.REFUSE, "quantity_too_high", "too many")),
                new Outcome.DecidedBy("support_agent", 9),
                true,
                Verification.MISMATCH,
                "v1",
                refusal);
        assertThat(Codec.outcome(Json.parse(Codec.outcome(outcome).toString()))).isEqualTo(outcome);
        Outcome bare =
                new Outcome(List.of(), null, false, null, null, Refusal.of(ErrorCode.INTERNAL, "message", "fix"));
        assertThat(Codec.outcome(Json.parse(Codec.outcome(bare).toString()))).isEqualTo(bare);
    }

    @Test
    void stepsComeBackAsTheTableGivesThem() {
        List<StepState> states = List.of(
                new StepState(
                        FIRST, StepState.State.DONE, 2, 1, Json.object().put("seen", true), "accepted", false, false),
                new StepState(SECOND, StepState.State.PLANNED, 0, 0, null, null, false, false));
        assertThat(Codec.stepStates(Json.parse(Codec.steps(states)))).isEqualTo(states);
    }
}
