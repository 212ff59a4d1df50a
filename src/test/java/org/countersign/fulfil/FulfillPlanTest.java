package org.countersign.fulfil;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.countersign.change.Change;
import org.countersign.change.Changes;
import org.countersign.change.Dispatch;
import org.countersign.change.Fulfillment;
import org.countersign.change.Ports;
import org.countersign.gate.Abilities;
import org.countersign.gate.Plan;
import org.countersign.gate.Proof;
import org.countersign.gate.Refusal;
import org.countersign.gate.Reply;
import org.countersign.gate.ShopRule;
import org.countersign.gate.ShopSettings;
import org.countersign.gate.Step;
import org.countersign.gate.StepKey;
import org.countersign.refund.Refunds.LineQuantity;
import org.countersign.shop.AnOrder;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a fulfilment would send, or the rule that forbids it. */
class FulfillPlanTest {

    private static final Ports PORTS = ports(change -> List.of(change));

    private static final Ports IN_TWO = ports(change -> {
        Fulfillment parcel = (Fulfillment) change;
        return List.of(parcel, new Dispatch(parcel.order(), parcel.trackingNumber(), false));
    });

    private static Ports ports(Function<Change, List<Change>> parts) {
        return new Ports(new Parts(parts), null, null, null, null, () -> ShopSettings.DEFAULT, null);
    }

    /** A shop that says how it is told of a parcel; nothing is sent by a plan. */
    private record Parts(Function<Change, List<Change>> told) implements Changes {

        @Override
        public List<Change> parts(Change change) {
            return told.apply(change);
        }

        @Override
        public Abilities abilities(String tool) {
            throw new AssertionError("planning asks for none");
        }

        @Override
        public Reply send(String tool, Change change, StepKey key) {
            throw new AssertionError("planning sends nothing");
        }

        @Override
        public Proof find(String tool, Change change, StepKey key) {
            throw new AssertionError("planning looks for nothing");
        }
    }

    private static FulfillOrder all(String number) {
        return of(List.of(), number);
    }

    private static FulfillOrder of(List<LineQuantity> lines, String number) {
        return new FulfillOrder(new FulfillArguments(new OrderId("W1"), lines, number, null, null), PORTS);
    }

    private static Plan plan(FulfillOrder action, AnOrder order) {
        assertThat(action.plan(order.order())).isInstanceOf(Plan.class);
        return (Plan) action.plan(order.order());
    }

    private static ShopRule rule(FulfillOrder action, AnOrder order) {
        assertThat(action.plan(order.order())).isInstanceOf(Refusal.class);
        return ((Refusal) action.plan(order.order())).rule();
    }

    private static Fulfillment sent(Plan plan) {
        return (Fulfillment) Change.of(plan.steps().getFirst());
    }

    /** Three of one, of which one was sent and one refunded; two sent and two refunded; two of another. */
    private static AnOrder partly() {
        return new AnOrder("USD").line(3, 1000, 1, 1).line(3, 1000, 2, 2).line(2, 500);
    }

    private static FulfillOrder inTwo() {
        return new FulfillOrder(new FulfillArguments(new OrderId("W1"), List.of(), "1Z1", null, null), IN_TWO);
    }

    @Test
    void aShopThatIsToldInTwoCallsGetsTwoSteps() {
        Plan plan = plan(inTwo(), partly());
        assertThat(plan.steps()).extracting(Step::n).containsExactly(1, 2);
        assertThat(plan.steps()).extracting(Step::kind).containsExactly("fulfillment", "dispatch");
        assertThat(plan.steps().getLast().effect().toString()).isEqualTo("{\"tracking_number\":\"1Z1\",\"sent\":true}");
    }

    @Test
    void onceItIsPackedOnlyTheNumberIsLeftUnlessTheOrderIsCancelled() {
        Plan whole = plan(inTwo(), partly());
        List<Step> open = whole.steps().subList(1, 2);
        Order packed = new AnOrder("USD")
                .line(3, 1000, 2, 1)
                .line(3, 1000, 2, 2)
                .line(2, 500, 2, 0)
                .order();
        assertThat(((Plan) inTwo().rest(packed, whole, open)).steps()).isEqualTo(open);
        Order gone =
                new AnOrder("USD").line(1, 1000).status(Order.Status.CANCELLED).order();
        assertThat(inTwo().rest(gone, whole, open)).isInstanceOf(Refusal.class);
        assertThat(((Plan) inTwo().rest(partly().order(), whole, whole.steps())).steps())
                .as("of which nothing was done")
                .isEqualTo(whole.steps());
    }

    @Test
    void whatIsLeftIsWhatWasNeitherSentNorRefunded() {
        Plan plan = plan(all(null), partly());
        assertThat(sent(plan).lines()).containsExactly(new LineQuantity("l1", 1), new LineQuantity("l3", 2));
        assertThat(plan.goods()).isEqualTo(Map.of("fulfil:l1", 1, "fulfil:l3", 2));
        assertThat(plan.money()).isNull();
        assertThat(all(null).onlyWhatIsLeft()).isTrue();
    }

    @Test
    void equalLinesAddUpAndNeverPassWhatIsLeft() {
        List<LineQuantity> twice = List.of(new LineQuantity("l3", 1), new LineQuantity("l3", 1));
        assertThat(sent(plan(of(twice, null), partly())).lines()).containsExactly(new LineQuantity("l3", 2));
        assertThat(of(twice, null).onlyWhatIsLeft()).isFalse();
        FulfillOrder thrice = of(List.of(new LineQuantity("l3", 2), new LineQuantity("l3", 1)), null);
        assertThat(rule(thrice, partly())).isEqualTo(ShopRule.QUANTITY_TOO_HIGH);
        assertThat(rule(of(List.of(new LineQuantity("l1", 2)), null), partly())).isEqualTo(ShopRule.QUANTITY_TOO_HIGH);
        assertThat(rule(of(List.of(new LineQuantity("l2", 1)), null), partly())).isEqualTo(ShopRule.QUANTITY_TOO_HIGH);
        assertThat(rule(of(List.of(new LineQuantity("l9", 1)), null), partly())).isEqualTo(ShopRule.LINE_NOT_IN_ORDER);
        assertThat(rule(all(null), new AnOrder("USD").line(3, 1000, 2, 1))).isEqualTo(ShopRule.ALREADY_FULFILLED);
    }

    @ParameterizedTest
    @EnumSource(Order.PaymentStatus.class)
    void goodsGoOutAgainstMoneyThatWasTakenOrIsReserved(Order.PaymentStatus status) {
        AnOrder order = partly().payment(status);
        switch (status) {
            case PAID, PARTIALLY_REFUNDED, AUTHORIZED -> plan(all(null), order);
            case UNPAID, PARTIALLY_PAID, REFUNDED, VOIDED, FAILED ->
                assertThat(rule(all(null), order)).isEqualTo(ShopRule.BACKEND_RULE);
        }
    }

    @Test
    void aBoughtLabelIsUsedUpAndNoOther() {
        AnOrder bought = partly().labelled(Order.Label.Direction.OUTBOUND, Order.Label.Status.BOUGHT);
        Fulfillment sent = sent(plan(all("track-b1"), bought));
        assertThat(sent.labelId()).isEqualTo("b1");
        assertThat(sent.carrier()).isEqualTo("Fast");
        assertThat(sent(plan(all("another"), bought)).labelId()).isNull();
        assertThat(sent(plan(all(null), bought)).labelId()).isNull();
        assertThat(rule(all("track-b1"), partly().labelled(Order.Label.Direction.OUTBOUND, Order.Label.Status.USED)))
                .isEqualTo(ShopRule.LABEL_USED);
        assertThat(rule(all("track-b1"), partly().labelled(Order.Label.Direction.OUTBOUND, Order.Label.Status.VOIDED)))
                .isEqualTo(ShopRule.BACKEND_RULE);
        assertThat(rule(all("track-b1"), partly().labelled(Order.Label.Direction.RETURN, Order.Label.Status.BOUGHT)))
                .isEqualTo(ShopRule.BACKEND_RULE);
    }

    @Test
    void whatIsHeldOrNotOpenStays() {
        assertThat(rule(all(null), partly().held("out_of_stock"))).isEqualTo(ShopRule.ON_HOLD);
        assertThat(rule(all(null), partly().status(Order.Status.CANCELLED))).isEqualTo(ShopRule.ORDER_NOT_OPEN);
        plan(all(null), partly().returned(Order.Return.Status.REQUESTED).exchanged(Order.Return.Status.REQUESTED));
    }

    @Test
    void theLedgerMakesItAgain() {
        FulfillArguments wanted =
                new FulfillArguments(new OrderId("W1"), List.of(new LineQuantity("l1", 1)), "1Z9", "UPS", false);
        assertThat(FulfillArguments.revive(wanted.normalForm())).isEqualTo(wanted);
        FulfillArguments little = new FulfillArguments(new OrderId("W1"), List.of(), null, null, null);
        assertThat(FulfillArguments.revive(little.normalForm())).isEqualTo(little);
    }
}
