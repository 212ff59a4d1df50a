package org.countersign.cancel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.countersign.gate.Abilities;
import org.countersign.gate.Absence;
import org.countersign.gate.ErrorCode;
import org.countersign.gate.Plan;
import org.countersign.gate.Planned;
import org.countersign.gate.Proof;
import org.countersign.gate.Refusal;
import org.countersign.gate.Reply;
import org.countersign.gate.Resend;
import org.countersign.gate.ShopRule;
import org.countersign.gate.ShopSettings;
import org.countersign.gate.Step;
import org.countersign.gate.StepKey;
import org.countersign.refund.Refunds;
import org.countersign.shop.AnOrder;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.countersign.shop.Order.FulfillmentStatus;
import org.countersign.shop.Order.Return;
import org.countersign.shop.OrderId;
import org.countersign.shop.PaymentMethod.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a cancellation would do, step by step, or the rule that forbids it. */
class CancelPlanTest {

    private static final Abilities SURE =
            new Abilities(Resend.KEY, Absence.PROOF, Duration.ofDays(1), Duration.ZERO, Duration.ofSeconds(10));

    /** Quotes everything that is left, as the contract of the port says; it sends nothing. */
    private static class Quoting implements Refunds {

        @Override
        public Abilities abilities() {
            return SURE;
        }

        @Override
        public Quote quote(Order order, Wanted wanted) {
            assertThat(wanted.everything()).isTrue();
            Money left = order.totals().refundable();
            List<LineAmount> lines = order.lines().stream()
                    .filter(line -> line.refundableQuantity() > 0)
                    .map(line -> new LineAmount(line.id(), line.refundableQuantity(), line.unitPrice()))
                    .toList();
            Money shipping = order.totals().shipping().min(left);
            return new Quote(lines, shipping, left, left, shipping);
        }

        @Override
        public Reply refund(Refund refund, StepKey key) {
            throw new AssertionError("planning sends nothing");
        }

        @Override
        public Proof find(Refund refund, StepKey key) {
            throw new AssertionError("planning looks for nothing");
        }
    }

    private static class Cancelling implements Cancels {

        private final Abilities abilities;

        Cancelling(Abilities abilities) {
            this.abilities = abilities;
        }

        @Override
        public Abilities abilities() {
            return abilities;
        }

        @Override
        public Reply cancel(Cancel cancel, StepKey key) {
            throw new AssertionError("planning sends nothing");
        }

        @Override
        public Proof find(Cancel cancel, StepKey key) {
            throw new AssertionError("planning looks for nothing");
        }
    }

    private static CancelOrder cancel(boolean refund, boolean restock) {
        return new CancelOrder(
                new CancelArguments(new OrderId("W1"), "no_longer_needed", "a note", refund, restock, true),
                new Quoting(),
                new Cancelling(SURE),
                () -> ShopSettings.DEFAULT);
    }

    /** A shop like Medusa: it pays back and restocks whenever it cancels, shows no restocking, and a refund of it restocks nothing. */
    private static CancelOrder stubborn(boolean refund, boolean restock) {
        Refunds moneyOnly = new Quoting() {
            @Override
            public boolean restocks() {
                return false;
            }
        };
        Cancels stubborn = new Cancelling(SURE) {
            @Override
            public Habits habits() {
                return new Habits(true, true);
            }

            @Override
            public Effect effect(Cancel cancel) {
                return new Effect("cancelled", cancel.reason(), List.of());
            }
        };
        return new CancelOrder(
                new CancelArguments(new OrderId("W1"), "no_longer_needed", "a note", refund, restock, true),
                moneyOnly,
                stubborn,
                () -> ShopSettings.DEFAULT);
    }

    @Test
    void whatAShopDoesInAnyCaseCannotBeLeftOut() {
        for (CancelOrder unavoidable : List.of(stubborn(false, true), stubborn(true, false))) {
            assertThat(unavoidable.plan(paid().order()))
                    .isInstanceOfSatisfying(
                            Refusal.class, refusal -> assertThat(refusal.rule()).isEqualTo(ShopRule.BACKEND_RULE));
        }
        Plan unpaid = (Plan)
                stubborn(false, true).plan(new AnOrder("USD").line(1, 4000).order());
        assertThat(unpaid.steps()).extracting(Step::kind).containsExactly("cancel");
        Plan plan = (Plan) stubborn(true, true).plan(paid().order());
        assertThat(plan.steps()).extracting(Step::kind).containsExactly("refund", "cancel");
        assertThat(plan.steps().getFirst().request().path("restock")).isEmpty();
        assertThat(plan.steps().getLast().effect().path("restock")).isEmpty();
    }

    private static Plan plan(AnOrder order) {
        return (Plan) cancel(true, true).plan(order.order());
    }

    private static AnOrder paid() {
        return new AnOrder("USD").line(2, 1000).line(1, 500).shipping(900).paid(Kind.CREDIT_CARD, 3400);
    }

    @Test
    void firstTheMoneyThenTheOrder() {
        Plan plan = plan(paid());
        assertThat(plan.money()).isEqualTo(Money.parse("34.00", "USD"));
        assertThat(plan.goods()).containsOnly(Map.entry("l1", 2), Map.entry("l2", 1));
        assertThat(plan.steps()).extracting(Step::kind).containsExactly("refund", "cancel");
        assertThat(plan.steps()).extracting(Step::n).containsExactly(1, 2);
        assertThat(plan.steps().getFirst().effect().toString()).isEqualTo("""
                {"payment_id":"pay1","payment_method_id":"m1","amount":{"amount":"34.00","currency":"USD"},\
                "lines":[{"line_id":"l1","quantity":2},{"line_id":"l2","quantity":1}],\
                "shipping":{"amount":"9.00","currency":"USD"}}""");
        assertThat(plan.steps().getFirst().request().path("restock").toString())
                .as("units go back with the refund that pays for them, once")
                .isEqualTo("[{\"line_id\":\"l1\",\"quantity\":2},{\"line_id\":\"l2\",\"quantity\":1}]");
        assertThat(plan.steps().getFirst().request().path("notify_customer").asBoolean())
                .as("one message to the customer, not two")
                .isFalse();
        assertThat(plan.steps().getLast().effect().toString())
                .isEqualTo("{\"order_status\":\"cancelled\",\"cancel_reason\":\"no_longer_needed\",\"restock\":[]}");
        assertThat(plan.steps().getLast().money()).isNull();
        assertThat(plan.summary())
                .isEqualTo("refund 34.00 USD (34.00 USD to credit card m1), then cancel order #W1 (no_longer_needed)");
    }

    @Test
    void everyPaymentGetsItsOwnBackTheNewestFirst() {
        Plan plan = plan(
                new AnOrder("USD").line(1, 4000).paid(Kind.CREDIT_CARD, 2500).paid(Kind.GIFT_CARD, 1500, 500));
        assertThat(plan.steps()).extracting(Step::kind).containsExactly("refund", "refund", "cancel");
        assertThat(plan.steps()).extracting(Step::money).containsExactly(usd("10.00"), usd("25.00"), null);
        assertThat(plan.touches()).extracting(Object::toString).containsExactly("gift_card:m2");
    }

    @Test
    void withoutRefundOnlyTheOrder() {
        Plan plan = (Plan) cancel(false, true).plan(paid().order());
        assertThat(plan.money()).isNull();
        assertThat(plan.steps()).extracting(Step::kind).containsExactly("cancel");
        assertThat(plan.steps().getFirst().effect().path("restock")).hasSize(2);
        assertThat(plan.summary()).endsWith("without a refund");
    }

    @Test
    void anUnpaidOrderHasNothingToRefund() {
        Plan plan = plan(new AnOrder("USD").line(1, 4000));
        assertThat(plan.steps()).extracting(Step::kind).containsExactly("cancel");
        assertThat(plan.money()).isNull();
    }

    @Test
    void onlyTheRestIsPaidAndPutBack() {
        Plan plan =
                plan(new AnOrder("USD").line(3, 1000, 0, 1).line(1, 500, 0, 1).paid(Kind.PAYPAL, 3500, 1500));
        assertThat(plan.money()).isEqualTo(usd("20.00"));
        assertThat(plan.goods()).containsOnly(Map.entry("l1", 2));
        assertThat(plan.steps().getFirst().request().path("restock").toString())
                .isEqualTo("[{\"line_id\":\"l1\",\"quantity\":2}]");
    }

    @Test
    void nothingGoesBackIntoStockWhenItShallNot() {
        Plan plan = (Plan) cancel(true, false).plan(paid().order());
        assertThat(plan.steps())
                .allSatisfy(step -> assertThat(step.request().path("restock")).isEmpty());
    }

    /** What stopped between two steps goes on with exactly the others. */
    @ParameterizedTest
    @MethodSource("stops")
    void plannedAgainAfterAStepItIsTheStepsThatAreLeft(boolean restock, AnOrder before, AnOrder after) {
        Plan whole = (Plan) cancel(true, restock).plan(before.order());
        Plan rest = (Plan) cancel(true, restock).plan(after.order());
        List<Step> left = whole.steps().subList(1, whole.steps().size());
        assertThat(rest.steps())
                .extracting(Step::request)
                .isEqualTo(left.stream().map(Step::request).toList());
        assertThat(rest.steps())
                .extracting(Step::effect)
                .isEqualTo(left.stream().map(Step::effect).toList());
        assertThat(((Plan) cancel(true, restock).rest(after.order(), whole, left)).steps())
                .isEqualTo(left);
    }

    @Test
    void anOrderThatChangedBetweenTwoStepsIsNotCancelledOnAnOldPlan() {
        Plan whole =
                plan(new AnOrder("USD").line(2, 1000).paid(Kind.PAYPAL, 500).paid(Kind.GIFT_CARD, 1500));
        List<Step> left = whole.steps().subList(1, 3);
        AnOrder paidLess = new AnOrder("USD")
                .line(2, 1000, 0, 2)
                .paid(Kind.PAYPAL, 500, 100)
                .paid(Kind.GIFT_CARD, 1500, 1500);
        assertThat(((Refusal) cancel(true, true).rest(paidLess.order(), whole, left)).code())
                .isEqualTo(ErrorCode.STALE);
        AnOrder packed = new AnOrder("USD")
                .line(2, 1000, 0, 2)
                .paid(Kind.PAYPAL, 500)
                .paid(Kind.GIFT_CARD, 1500, 1500)
                .fulfillment(FulfillmentStatus.BUSY);
        assertThat(((Refusal) cancel(true, true).rest(packed.order(), whole, left)).rule())
                .isEqualTo(ShopRule.ALREADY_FULFILLED);
    }

    static Stream<Arguments> stops() {
        return Stream.of(true, false)
                .flatMap(restock -> Stream.of(
                        Arguments.of(
                                restock,
                                new AnOrder("USD").line(2, 1000).paid(Kind.PAYPAL, 2000),
                                new AnOrder("USD").line(2, 1000, 0, 2).paid(Kind.PAYPAL, 2000, 2000)),
                        Arguments.of(
                                restock,
                                new AnOrder("USD")
                                        .line(2, 1000)
                                        .paid(Kind.PAYPAL, 500)
                                        .paid(Kind.GIFT_CARD, 1500),
                                new AnOrder("USD")
                                        .line(2, 1000, 0, 2)
                                        .paid(Kind.PAYPAL, 500)
                                        .paid(Kind.GIFT_CARD, 1500, 1500))));
    }

    @Test
    void noStepRefundsMoreShippingThanMoney() {
        Plan plan = plan(new AnOrder("USD")
                .line(1, 100)
                .shipping(900)
                .paid(Kind.PAYPAL, 700)
                .paid(Kind.PAYPAL, 300));
        assertThat(plan.steps().get(0).effect().at("/shipping/amount").asText()).isEqualTo("3.00");
        assertThat(plan.steps().get(1).effect().at("/shipping/amount").asText()).isEqualTo("6.00");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNFULFILLED")
    void whatIsOnItsWayIsNotCancelled(FulfillmentStatus status) {
        assertThat(rule(paid().fulfillment(status))).isEqualTo(ShopRule.ALREADY_FULFILLED);
    }

    @Test
    void oneFulfilledUnitIsEnough() {
        assertThat(rule(paid().line(2, 100, 1, 0))).isEqualTo(ShopRule.ALREADY_FULFILLED);
    }

    @Test
    void anOpenReturnOrExchangeComesFirst() {
        assertThat(rule(paid().returned(Return.Status.REQUESTED))).isEqualTo(ShopRule.RETURN_OPEN);
        assertThat(rule(paid().returned(Return.Status.RECEIVED))).isEqualTo(ShopRule.RETURN_OPEN);
        assertThat(rule(paid().exchanged(Return.Status.REQUESTED))).isEqualTo(ShopRule.RETURN_OPEN);
        assertThat(plan(paid().returned(Return.Status.CANCELLED).exchanged(Return.Status.SETTLED))
                        .steps())
                .hasSize(2);
    }

    @Test
    void aHoldIsNoObstacle() {
        assertThat(plan(paid().held("suspected_fraud")).steps()).hasSize(2);
    }

    @Test
    void aClosedOrderIsNotOpen() {
        assertThat(rule(paid().status(Order.Status.CLOSED))).isEqualTo(ShopRule.ORDER_NOT_OPEN);
    }

    @Test
    void aCancelledOrderStaysAsItIsUnlessMoneyIsLeft() {
        AnOrder empty = new AnOrder("USD")
                .line(1, 1000, 0, 1)
                .paid(Kind.PAYPAL, 1000, 1000)
                .status(Order.Status.CANCELLED);
        assertThat(plan(empty).steps()).isEmpty();
        assertThat(plan(empty).past()).isEqualTo("order #W1 is cancelled already");
        AnOrder unrefunded = paid().status(Order.Status.CANCELLED);
        assertThat(((Plan) cancel(false, true).plan(unrefunded.order())).steps())
                .isEmpty();
        assertThat(rule(unrefunded)).isEqualTo(ShopRule.ORDER_NOT_OPEN);
        assertThat(((Refusal) cancel(true, true).plan(unrefunded.order())).fix())
                .contains("refund_order");
    }

    @Test
    void theNormalFormMakesTheSameActionAgain() {
        CancelOrder action = cancel(false, true);
        assertThat(CancelArguments.revive(action.arguments())).isEqualTo(action.wanted());
        assertThat(action.arguments().toString()).isEqualTo("""
                {"order_id":"W1","reason":"no_longer_needed","note":"a note","refund":false,"restock":true,\
                "notify_customer":"true"}""");
    }

    @Test
    void itIsOnlyAsSureAsTheWeakerOfItsTwoPorts() {
        Abilities weak = new Abilities(
                Resend.NOTHING, Absence.HINT, Duration.ofDays(9), Duration.ofMinutes(1), Duration.ofSeconds(3));
        Abilities both = new CancelOrder(
                        cancel(true, true).wanted(), new Quoting(), new Cancelling(weak), () -> ShopSettings.DEFAULT)
                .abilities();
        assertThat(both)
                .isEqualTo(new Abilities(
                        Resend.NOTHING,
                        Absence.HINT,
                        Duration.ofDays(1),
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(10)));
    }

    private static ShopRule rule(AnOrder order) {
        Planned planned = cancel(true, true).plan(order.order());
        assertThat(planned).isInstanceOf(Refusal.class);
        return ((Refusal) planned).rule();
    }

    private static Money usd(String amount) {
        return Money.parse(amount, "USD");
    }
}
