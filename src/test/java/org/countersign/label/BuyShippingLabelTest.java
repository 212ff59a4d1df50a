package org.countersign.label;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.countersign.change.Change;
import org.countersign.change.ShippingLabel;
import org.countersign.gate.Plan;
import org.countersign.gate.Step;
import org.countersign.gate.StepKey;
import org.countersign.shop.AnOrder;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.junit.jupiter.api.Test;

/** What buying a label plans and sends, without a shop. */
class BuyShippingLabelTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final ShipFrom SHOP = new ShipFrom(
            "Shop", "1 Quay", Optional.empty(), "Bergen", Optional.empty(), "5003", "NO", Optional.empty());

    private final OneService carrier = new OneService("one");
    private final Rates rates = new Rates(carrier, SHOP, Clock.fixed(NOON, ZoneOffset.UTC), Duration.ofHours(24));

    private BuyShippingLabel buying(Order order, Order.Label.Direction direction) {
        RateId rate = rates.quote(order, direction, null).getFirst().id();
        return new BuyShippingLabel(order.id(), rate, rates, carrier, null);
    }

    private Plan plan(Order order, Order.Label.Direction direction) {
        return (Plan) buying(order, direction).plan(order);
    }

    @Test
    void whoeverSendsAStepAgainSendsTheSameNumberAndNobodyElseDoes() {
        Order order = order(Order.Label.Status.BOUGHT).order();
        BuyShippingLabel action = buying(order, Order.Label.Direction.RETURN);
        Step step = ((Plan) action.plan(order)).steps().getFirst();
        Change sent = action.sent(step, new StepKey("act_a/1"));
        assertThat(((ShippingLabel) sent).trackingNumber()).isEqualTo("N-act_a/1");
        assertThat(action.sent(step, new StepKey("act_a/1"))).isEqualTo(sent);
        assertThat(action.sent(step, new StepKey("act_b/1"))).isNotEqualTo(sent);
        assertThat(sent.effect()).isEqualTo(step.effect());
        assertThat(Change.of(sent.kind(), sent.toJson())).isEqualTo(sent);
    }

    @Test
    void madeAgainFromItsArgumentsItPlansTheSame() {
        Order order = order(Order.Label.Status.BOUGHT).order();
        BuyShippingLabel action = buying(order, Order.Label.Direction.OUTBOUND);
        BuyShippingLabel again = BuyShippingLabel.revive(action.arguments(), rates, carrier, null);
        assertThat(again).isEqualTo(action);
        assertThat(again.plan(order)).isEqualTo(action.plan(order));
        assertThat(((Plan) again.plan(order)).money()).isEqualTo(new Money(1000, Money.currency("USD")));
    }

    @Test
    void aLabelIsTheSameGoodsUntilOneOfItsDirectionIsVoided() {
        Plan first = plan(order(Order.Label.Status.BOUGHT).order(), Order.Label.Direction.RETURN);
        Plan second = plan(order(Order.Label.Status.USED).order(), Order.Label.Direction.RETURN);
        Plan afterwards = plan(order(Order.Label.Status.VOIDED).order(), Order.Label.Direction.RETURN);
        Plan other = plan(order(Order.Label.Status.VOIDED).order(), Order.Label.Direction.OUTBOUND);
        assertThat(second.goods()).isEqualTo(first.goods());
        assertThat(afterwards.goods().keySet())
                .doesNotContainAnyElementsOf(first.goods().keySet());
        assertThat(other.goods().keySet())
                .doesNotContainAnyElementsOf(first.goods().keySet());
        assertThat(other.goods())
                .isEqualTo(plan(order(Order.Label.Status.BOUGHT).order(), Order.Label.Direction.OUTBOUND)
                        .goods());
    }

    /** Half of it is fulfilled, and it has a return label. */
    private static AnOrder order(Order.Label.Status status) {
        return new AnOrder("USD")
                .line(2, 1000, 1, 0)
                .labelled(new Order.Label(
                        "lb_1",
                        Order.Label.Direction.RETURN,
                        "one",
                        "ground",
                        "N-1",
                        new Money(1000, Money.currency("USD")),
                        status,
                        NOON));
    }
}
