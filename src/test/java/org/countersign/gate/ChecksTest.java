package org.countersign.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.countersign.caller.Caller;
import org.countersign.caller.Grant;
import org.countersign.caller.Grant.Confirmation;
import org.countersign.shop.AnOrder;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.countersign.shop.PaymentMethod;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Limits, confidence and confirmations, on grants made up here. */
class ChecksTest {

    private static final Used.Sum NONE = new Used.Sum(0, 0, usd("0"));
    private static final Used NOTHING = new Used(NONE, NONE);

    private static Money usd(String amount) {
        return Money.parse(amount, "USD");
    }

    private static Grant grant(
            String role, @Nullable Money max, Confirmation confirmation, @Nullable String above, boolean requireCase) {
        return new Grant(
                role,
                "refund_order",
                3,
                max,
                null,
                null,
                null,
                null,
                null,
                null,
                confirmation,
                above == null ? List.of() : List.of(new Grant.Tier(usd(above), "shop_admin")),
                requireCase,
                false);
    }

    private static Grant upTo(String role, @Nullable String max) {
        return grant(role, max == null ? null : usd(max), Confirmation.NONE, null, false);
    }

    private static Grant confident(@Nullable String minimum) {
        return new Grant(
                "a",
                "refund_order",
                1,
                null,
                null,
                null,
                null,
                null,
                null,
                minimum == null ? null : new BigDecimal(minimum),
                Confirmation.NONE,
                List.of(),
                false,
                false);
    }

    private static Case of(
            @Nullable Money money, @Nullable String confidence, @Nullable String caseId, Grant... grants) {
        Request request = new Request(
                "v",
                "because it is so",
                confidence == null ? null : new BigDecimal(confidence),
                null,
                null,
                caseId,
                null,
                false,
                false);
        Step step = new Step(1, "do", Json.object(), Json.object(), money);
        Plan plan = new Plan("do", "did", money, Map.of(), List.of(step), List.of());
        Caller caller = new Caller("i", "s", null, null, Set.of(), Set.of(), true);
        return new Case(
                caller,
                Scripted.on("W1"),
                request,
                List.of(grants),
                new AnOrder("USD").order(),
                plan,
                () -> NOTHING,
                null,
                null);
    }

    private static Refusal refused(Verdict verdict) {
        return ((Verdict.Refuse) verdict).refusal();
    }

    private static Verdict.Kind asked(Verdict verdict) {
        return ((Verdict.Ask) verdict).kind();
    }

    @Test
    void theLimitItselfIsStillAllowed() {
        Limits limits = new Limits();
        assertThat(limits.judge(of(usd("500.00"), null, null, upTo("a", "500.00"))))
                .isInstanceOf(Verdict.Pass.class);
        assertThat(refused(limits.judge(of(usd("500.01"), null, null, upTo("a", "500.00"))))
                        .code())
                .isEqualTo(ErrorCode.LIMIT_EXCEEDED);
    }

    @Test
    void aLimitInAnotherCurrencyAllowsNothing() {
        Refusal refusal = refused(new Limits().judge(of(Money.parse("1", "EUR"), null, null, upTo("a", "500.00"))));
        assertThat(refusal.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
        assertThat(refusal.message()).contains("USD", "EUR");
    }

    private static Grant percent(int percent) {
        return new Grant(
                "a",
                "refund_order",
                1,
                null,
                percent,
                null,
                null,
                null,
                null,
                null,
                Confirmation.NONE,
                List.of(),
                false,
                false);
    }

    @Test
    void aPercentageIsOfWhatWasChargedAndOfAllRefundsTogether() {
        Order order = new AnOrder("USD")
                .line(1, 10_000)
                .paid(PaymentMethod.Kind.CREDIT_CARD, 10_000, 1_000)
                .order();

        assertThat(new Limits().judge(on(order, of(usd("20.00"), null, null, percent(30)))))
                .isInstanceOf(Verdict.Pass.class);
        Refusal refusal = refused(new Limits().judge(on(order, of(usd("20.01"), null, null, percent(30)))));
        assertThat(refusal.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
        assertThat(refusal.data().at("/maximum/amount").asText()).isEqualTo("20.00");
    }

    /** Charged 100.00 to one method, then to another; the first was refunded by the same action; then 10.00 went back. */
    private static Order paidWithAnotherMethod() {
        Instant at = Instant.parse("2026-02-01T10:00:00Z");
        String move = "act_01aryz6s41tsv4rrffq69g5fav";
        return new AnOrder("USD")
                .line(1, 10_000)
                .paid(PaymentMethod.Kind.CREDIT_CARD, 10_000, 10_000)
                .paid(PaymentMethod.Kind.PAYPAL, 10_000, 1_000)
                .showsCharge(move + "/1", 10_000, at)
                .shows(move + "/2", 10_000, at)
                .shows("act_01bryz6s41tsv4rrffq69g5fav/1", 1_000, at)
                .order();
    }

    @Test
    void moneyThatOnlyMovedToAnotherMethodIsNeitherChargedTwiceNorRefunded() {
        Order order = paidWithAnotherMethod();
        assertThat(Refunded.times(order)).isEqualTo(1);
        assertThat(Refunded.charged(order)).isEqualTo(usd("100.00"));
        assertThat(Refunded.amount(order)).isEqualTo(usd("10.00"));
        assertThat(new Limits().judge(on(order, of(usd("20.00"), null, null, percent(30)))))
                .isInstanceOf(Verdict.Pass.class);
        assertThat(refused(new Limits().judge(on(order, of(usd("20.01"), null, null, percent(30)))))
                        .code())
                .isEqualTo(ErrorCode.LIMIT_EXCEEDED);
    }

    private static Case on(Order order, Case other) {
        return new Case(
                other.caller(),
                other.action(),
                other.request(),
                other.grants(),
                order,
                other.plan(),
                other.uses(),
                other.self(),
                null);
    }

    @Test
    void oneGrantMustAllowTheWholeAction() {
        Limits limits = new Limits();
        Grant smallWithoutCase = upTo("a", "100.00");
        Grant largeWithCase = grant("b", usd("500.00"), Confirmation.NONE, null, true);
        assertThat(refused(limits.judge(of(usd("200.00"), null, null, smallWithoutCase, largeWithCase)))
                        .code())
                .as("the amount of one and the missing case of the other are not mixed")
                .isIn(ErrorCode.LIMIT_EXCEEDED, ErrorCode.CASE_REQUIRED);
        assertThat(limits.judge(of(usd("200.00"), null, "case-1", smallWithoutCase, largeWithCase)))
                .isInstanceOf(Verdict.Pass.class);
        assertThat(refused(limits.judge(of(usd("1.00"), null, null, largeWithCase)))
                        .code())
                .isEqualTo(ErrorCode.CASE_REQUIRED);
    }

    @Test
    void ofSeveralGrantsThatAllowItTheLeastAskingIsUsed() {
        Grant asks = grant("a", null, Confirmation.OTHER_PERSON, null, false);
        Grant model = grant("b", null, Confirmation.MODEL, null, false);
        Grant tier = grant("c", null, Confirmation.NONE, "10.00", false);
        Grant tooSmall = upTo("d", "1.00");
        Case small = of(usd("5.00"), null, null, asks, model, tier, tooSmall);
        assertThat(Limits.leastAsking(small).role()).isEqualTo("c");
        Case large = of(usd("50.00"), null, null, asks, model, tier, tooSmall);
        assertThat(Limits.leastAsking(large).role()).isEqualTo("b");
        Case none = of(usd("0.50"), null, null, asks, tooSmall);
        assertThat(Limits.leastAsking(none).role()).isEqualTo("d");
    }

    @Test
    void confirmationsAskWhatTheGrantSays() {
        Confirmations confirmations = new Confirmations();
        assertThat(confirmations.judge(of(usd("1"), null, null, upTo("a", null))))
                .isInstanceOf(Verdict.Pass.class);
        assertThat(asked(confirmations.judge(
                        of(usd("1"), null, null, grant("a", null, Confirmation.MODEL, null, false)))))
                .isEqualTo(Verdict.Kind.MODEL);
        assertThat(asked(confirmations.judge(
                        of(usd("1"), null, null, grant("a", null, Confirmation.REQUESTER, null, false)))))
                .isEqualTo(Verdict.Kind.REQUESTER);
        assertThat(asked(confirmations.judge(
                        of(usd("1"), null, null, grant("a", null, Confirmation.OTHER_PERSON, null, false)))))
                .isEqualTo(Verdict.Kind.OTHER_PERSON);
    }

    @Test
    void aboveATierAnotherPersonIsAskedWhateverTheConfirmation() {
        Confirmations confirmations = new Confirmations();
        Grant tier = grant("a", null, Confirmation.MODEL, "2000.00", false);
        assertThat(asked(confirmations.judge(of(usd("2000.00"), null, null, tier))))
                .isEqualTo(Verdict.Kind.MODEL);
        Verdict above = confirmations.judge(of(usd("2000.01"), null, null, tier));
        assertThat(asked(above)).isEqualTo(Verdict.Kind.OTHER_PERSON);
        assertThat(((Verdict.Ask) above).why()).contains("shop_admin");
        assertThat(asked(confirmations.judge(of(Money.parse("1", "JPY"), null, null, tier))))
                .as("a tier in another currency asks")
                .isEqualTo(Verdict.Kind.OTHER_PERSON);
    }

    @Test
    void confidenceBelowTheMinimumOrMissingIsAPersonsCase() {
        Confidence confidence = new Confidence();
        assertThat(confidence.judge(of(null, null, null, confident(null)))).isInstanceOf(Verdict.Pass.class);
        assertThat(confidence.judge(of(null, "0.80", null, confident("0.8")))).isInstanceOf(Verdict.Pass.class);
        assertThat(asked(confidence.judge(of(null, "0.79", null, confident("0.8")))))
                .isEqualTo(Verdict.Kind.ESCALATE);
        assertThat(asked(confidence.judge(of(null, null, null, confident("0.8")))))
                .isEqualTo(Verdict.Kind.ESCALATE);
    }

    @Test
    void theSameEffectIsOverlappingGoodsOrEqualMoney() {
        assertThat(Plan.sameEffect(Map.of("l1", 1), usd("1"), Map.of("l1", 2), usd("2")))
                .isTrue();
        assertThat(Plan.sameEffect(Map.of("l1", 1), usd("1"), Map.of("l2", 1), usd("1.00")))
                .as("two lines may cost the same")
                .isFalse();
        assertThat(Plan.sameEffect(Map.of("l1", 1), usd("1"), Map.of(), usd("1.00")))
                .isTrue();
        assertThat(Plan.sameEffect(Map.of("l1", 1), usd("1"), Map.of("l2", 1), usd("2")))
                .isFalse();
        assertThat(Plan.sameEffect(Map.of(), usd("1"), Map.of(), Money.parse("1", "EUR")))
                .isFalse();
        assertThat(Plan.sameEffect(Map.of(), null, Map.of(), null)).isFalse();
    }
}
