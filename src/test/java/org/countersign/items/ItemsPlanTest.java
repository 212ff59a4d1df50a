package org.countersign.items;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.countersign.change.PlanPorts;
import org.countersign.change.Swaps.Wish;
import org.countersign.gate.ErrorCode;
import org.countersign.gate.ObjectRef;
import org.countersign.gate.Plan;
import org.countersign.gate.Planned;
import org.countersign.gate.Refusal;
import org.countersign.gate.ShopRule;
import org.countersign.gate.Step;
import org.countersign.shop.AnOrder;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;
import org.countersign.shop.PaymentMethod.Kind;
import org.junit.jupiter.api.Test;

/** What a change of items would do, step by step, or the rule that forbids it. */
class ItemsPlanTest {

    private static final PlanPorts PORTS = new PlanPorts()
            .variant(1, "v1", 1_000, 0)
            .variant(1, "large", 1_200, 2)
            .variant(1, "small", 700, 9)
            .variant(2, "v2", 3_000, 1)
            .variant(2, "even", 3_000, 1)
            .method("gift", Kind.GIFT_CARD, 400, true, true)
            .method("paypal", Kind.PAYPAL, 0, true, true)
            .method("cash", Kind.OTHER, 0, false, false);

    private final List<Wish> wishes = new ArrayList<>();
    private String method = "paypal";

    private ItemsPlanTest wish(String line, String variant, Integer quantity) {
        wishes.add(new Wish(line, variant, quantity));
        return this;
    }

    private static AnOrder order() {
        return new AnOrder("USD")
                .line(2, 1_000)
                .line(1, 3_000)
                .paid(Kind.CREDIT_CARD, 4_900)
                .paid(Kind.PAYPAL, 100);
    }

    private ChangeOrderItems action() {
        return new ChangeOrderItems(new OrderId("W1"), new ItemWishes(wishes), method, PORTS.ports());
    }

    private Planned planned(AnOrder order) {
        return action().plan(order.order());
    }

    private Plan plan() {
        return (Plan) planned(order());
    }

    private ShopRule rule(AnOrder order) {
        return ((Refusal) planned(order)).rule();
    }

    private static List<String> steps(Plan plan) {
        return plan.steps().stream()
                .map(step -> step.n() + " " + step.kind() + " " + step.money())
                .toList();
    }

    private static Money usd(String amount) {
        return Money.parse(amount, "USD");
    }

    @Test
    void aChargeIsTakenInTheStepThatChangesTheLinesAndLeasesTheGiftCard() {
        method = "gift";
        Plan plan = wish("l1", "large", null).plan();
        assertThat(steps(plan)).containsExactly("1 lines 4.00 USD");
        assertThat(plan.money()).isEqualTo(usd("4.00"));
        assertThat(plan.touches()).containsExactly(ObjectRef.giftCard("gift"));
        assertThat(plan.steps()
                        .getFirst()
                        .effect()
                        .at("/charge/payment_method_id")
                        .asText())
                .isEqualTo("gift");
        assertThat(plan.goods()).containsOnlyKeys("items:l1=large").containsEntry("items:l1=large", 2);
    }

    @Test
    void aRefundFollowsTheLinesNewestPaymentFirstAllToTheNamedMethod() {
        method = "gift";
        Plan plan = wish("l1", "small", null).plan();
        assertThat(steps(plan)).containsExactly("1 lines null", "2 refund 1.00 USD", "3 refund 5.00 USD");
        assertThat(plan.money()).isEqualTo(usd("6.00"));
        assertThat(plan.touches()).containsExactly(ObjectRef.giftCard("gift"));
        assertThat(plan.steps().get(1).request().path("payment_id").asText()).isEqualTo("pay2");
        assertThat(plan.steps())
                .extracting(Step::request)
                .filteredOn(request -> request.has("payment_id"))
                .allSatisfy(request -> {
                    assertThat(request.path("payment_method_id").asText()).isEqualTo("gift");
                    assertThat(request.path("reason").asText()).isEqualTo("price_adjustment");
                    assertThat(request.path("lines")).isEmpty();
                    assertThat(request.path("restock")).isEmpty();
                });
    }

    @Test
    void dearerAndCheaperTogetherMoveTheSumOnce() {
        Plan plan = wish("l1", "large", 1).wish("l1", "small", 1).plan();
        assertThat(plan.money()).isEqualTo(usd("1.00"));
        assertThat(plan.summary()).contains("refund 1.00 USD");
    }

    @Test
    void atTheSamePriceNoMoneyMovesAlsoWhereNothingIsPaid() {
        Plan plan = wish("l2", "even", null).plan();
        assertThat(steps(plan)).containsExactly("1 lines null");
        assertThat(plan.money()).isNull();
        assertThat(planned(new AnOrder("USD").line(1, 500).line(1, 3_000))).isInstanceOf(Plan.class);
    }

    @Test
    void whatIsWantedIsSoAlready() {
        Plan plan = wish("l1", "v1", null).wish("l2", "v2", 1).plan();
        assertThat(plan.steps()).isEmpty();
        wish("l2", "even", null);
        assertThat(rule(order())).isEqualTo(ShopRule.QUANTITY_TOO_HIGH);
    }

    @Test
    void moreThanIsLeftOfALineIsRefusedAlsoWhenItIsSharedOut() {
        AnOrder refunded = new AnOrder("USD").line(3, 1_000, 0, 1).paid(Kind.CREDIT_CARD, 3_000, 1_000);
        assertThat(wish("l1", "small", 3).rule(refunded)).isEqualTo(ShopRule.QUANTITY_TOO_HIGH);
        wishes.clear();
        assertThat(wish("l1", "small", 2).wish("l1", "large", 1).rule(refunded)).isEqualTo(ShopRule.QUANTITY_TOO_HIGH);
        wishes.clear();
        assertThat(steps((Plan) wish("l1", "small", null).planned(refunded)))
                .as("two units are left")
                .containsExactly("1 lines null", "2 refund 6.00 USD");
    }

    @Test
    void theStockCountsAllLinesTogetherAndWhatIsGivenBack() {
        AnOrder order = new AnOrder("USD").line(3, 1_000).paid(Kind.CREDIT_CARD, 3_000);
        assertThat(wish("l1", "large", 3).rule(order)).isEqualTo(ShopRule.VARIANT_UNAVAILABLE);
    }

    @Test
    void aMethodThatCannotTakePartIsRefused() {
        wish("l1", "large", null);
        for (var expected :
                List.of(List.of("nobodys", ShopRule.METHOD_NOT_OF_CUSTOMER), List.of("cash", ShopRule.BACKEND_RULE))) {
            method = (String) expected.getFirst();
            assertThat(rule(order())).isEqualTo(expected.getLast());
        }
        wishes.clear();
        method = "cash";
        assertThat(wish("l1", "small", null).rule(order())).isEqualTo(ShopRule.METHOD_NOT_CREDITABLE);
        method = "gift";
        wishes.clear();
        assertThat(wish("l1", "large", 1).wish("l2", "even", 1).planned(order()))
                .isInstanceOf(Plan.class);
    }

    @Test
    void aDifferenceAboveWhatIsLeftIsRefusedWithTheMaximum() {
        Refusal refusal = (Refusal) wish("l1", "small", null)
                .planned(new AnOrder("USD").line(2, 1_000).paid(Kind.CREDIT_CARD, 2_000, 1_550));
        assertThat(refusal.code()).isEqualTo(ErrorCode.EXCEEDS_REFUNDABLE);
        assertThat(refusal.data().at("/maximum/amount").asText()).isEqualTo("4.50");
    }

    @Test
    void anOrderThatIsDeliveredClosedOrComingBackKeepsItsItems() {
        wish("l1", "small", null);
        assertThat(rule(order().status(Order.Status.CLOSED))).isEqualTo(ShopRule.ORDER_NOT_OPEN);
        assertThat(rule(order().fulfillment(Order.FulfillmentStatus.DELIVERED))).isEqualTo(ShopRule.ALREADY_FULFILLED);
        assertThat(rule(order().returned(Order.Return.Status.REQUESTED))).isEqualTo(ShopRule.RETURN_OPEN);
        assertThat(planned(order().held("out_of_stock"))).isInstanceOf(Plan.class);
    }

    @Test
    void theRestIsTheRefundsThatWerePlannedAndNothingElse() {
        Plan planned = wish("l1", "small", null).plan();
        List<Step> open = planned.steps().subList(1, 3);
        Plan rest = (Plan) action().rest(order().order(), planned, open);
        assertThat(rest.steps()).isEqualTo(open);
        assertThat(rest.money()).isEqualTo(usd("6.00"));
        AnOrder spent =
                new AnOrder("USD").line(2, 700).paid(Kind.CREDIT_CARD, 4_900).paid(Kind.PAYPAL, 100, 50);
        assertThat(((Refusal) action().rest(spent.order(), planned, open)).code())
                .isEqualTo(ErrorCode.STALE);
    }
}
