package org.countersign.payment;

import static org.assertj.core.api.Assertions.assertThat;

import org.countersign.change.PlanPorts;
import org.countersign.gate.ObjectRef;
import org.countersign.gate.Plan;
import org.countersign.gate.Planned;
import org.countersign.gate.Refusal;
import org.countersign.gate.ShopRule;
import org.countersign.shop.AnOrder;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;
import org.countersign.shop.PaymentMethod.Kind;
import org.junit.jupiter.api.Test;

/** What another payment method would do, step by step, or the rule that forbids it. */
class PaymentPlanTest {

    private static final PlanPorts PORTS = new PlanPorts()
            .method("gift", Kind.GIFT_CARD, 1_500, true, true)
            .method("m1", Kind.GIFT_CARD, 0, true, true)
            .method("m2", Kind.PAYPAL, 0, true, true)
            .method("cash", Kind.OTHER, 0, false, false);

    private static Planned plan(String method, AnOrder order) {
        return new ChangePaymentMethod(new OrderId("W1"), method, PORTS.ports()).plan(order.order());
    }

    private static ShopRule rule(String method, AnOrder order) {
        return ((Refusal) plan(method, order)).rule();
    }

    private static AnOrder order() {
        return new AnOrder("USD").line(1, 2_000).paid(Kind.GIFT_CARD, 2_000, 500);
    }

    @Test
    void whatIsLeftIsChargedFirstAndThenGoesBackToTheMethodThatPaid() {
        Plan plan = (Plan) plan("gift", order());
        assertThat(plan.steps())
                .extracting(step -> step.n() + " " + step.kind() + " " + step.money())
                .containsExactly("1 charge 15.00 USD", "2 refund 15.00 USD");
        assertThat(plan.steps().getLast().request().path("payment_method_id").asText())
                .isEqualTo("m1");
        assertThat(plan.steps().getLast().request().path("reason").asText()).isEqualTo("payment_method_changed");
        assertThat(plan.money()).isEqualTo(Money.parse("15.00", "USD"));
        assertThat(plan.touches()).containsExactlyInAnyOrder(ObjectRef.giftCard("gift"), ObjectRef.giftCard("m1"));
        assertThat(plan.goods()).containsOnlyKeys("payment:pay1");
    }

    @Test
    void theMethodThatCarriesTheOrderIsSoAlreadyAndOneOfSeveralIsTheSame() {
        assertThat(((Plan) plan("m1", order())).steps()).isEmpty();
        assertThat(rule("m1", order().paid(Kind.PAYPAL, 100))).isEqualTo(ShopRule.SAME_METHOD);
        assertThat(rule("gift", order().paid(Kind.PAYPAL, 100))).isEqualTo(ShopRule.BACKEND_RULE);
        assertThat(plan("gift", order().paid(Kind.PAYPAL, 100, 100)))
                .as("one that was refunded whole carries nothing")
                .isInstanceOf(Plan.class);
    }

    @Test
    void whoeverCannotPayAllOfItIsRefused() {
        assertThat(rule("gift", new AnOrder("USD").line(1, 1_501).paid(Kind.CREDIT_CARD, 1_501)))
                .isEqualTo(ShopRule.GIFT_CARD_TOO_LOW);
        assertThat(rule("nobodys", order())).isEqualTo(ShopRule.METHOD_NOT_OF_CUSTOMER);
        assertThat(rule("cash", order())).isEqualTo(ShopRule.BACKEND_RULE);
        assertThat(rule("gift", new AnOrder("USD").line(1, 100))).isEqualTo(ShopRule.NOTHING_TO_REFUND);
    }

    @Test
    void whatIsClosedOrOnItsWayStaysPaidAsItIs() {
        assertThat(rule("gift", order().status(Order.Status.CLOSED))).isEqualTo(ShopRule.ORDER_NOT_OPEN);
        assertThat(rule("gift", order().fulfillment(Order.FulfillmentStatus.SHIPPED)))
                .isEqualTo(ShopRule.ALREADY_FULFILLED);
    }
}
