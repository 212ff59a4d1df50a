package org.countersign.label;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.countersign.change.Change;
import org.countersign.change.Changing;
import org.countersign.change.Ports;
import org.countersign.change.ShippingLabel;
import org.countersign.gate.Json;
import org.countersign.gate.ObjectRef;
import org.countersign.gate.Plan;
import org.countersign.gate.Planned;
import org.countersign.gate.Refusal;
import org.countersign.gate.Step;
import org.countersign.gate.StepKey;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;
import org.countersign.shop.ShopObject;

/**
 * One label at a rate that holds now. What it costs is money that moves, and the label is its own kind of goods: a second
 * one in the same direction is the same effect until the first is voided.
 */
record BuyShippingLabel(OrderId orderId, RateId rate, Rates rates, Carrier carrier, Ports ports) implements Changing {

    static final String TOOL = "buy_shipping_label";

    @Override
    public String tool() {
        return TOOL;
    }

    @Override
    public ObjectRef target() {
        return ObjectRef.order(orderId.value());
    }

    @Override
    public ObjectNode arguments() {
        return Json.object()
                .put("order_id", orderId.value())
                .put("rate_id", rate.toString())
                .put("direction", Json.wire(rate.direction()));
    }

    static BuyShippingLabel revive(JsonNode arguments, Rates rates, Carrier carrier, Ports ports) {
        return new BuyShippingLabel(
                new OrderId(arguments.path("order_id").asText()),
                RateId.parse(arguments.path("rate_id").asText()).orElseThrow(),
                rates,
                carrier,
                ports);
    }

    @Override
    public Planned plan(ShopObject now) {
        Order order = (Order) now;
        Optional<Refusal> forbidden = LabelRules.check(order, rate.direction());
        return forbidden.isPresent()
                ? forbidden.get()
                : switch (rates.check(order, rate)) {
                    case Rates.Over(Refusal refusal) -> refusal;
                    case Rates.Holds(Rate holds) -> buy(order, holds);
                };
    }

    private Plan buy(Order order, Rate holds) {
        String what = (holds.direction() == Order.Label.Direction.OUTBOUND ? " an " : " a ")
                + Json.wire(holds.direction()) + " label (" + holds.carrier() + " " + holds.service() + ") for order "
                + order.name() + " for " + holds.price();
        ShippingLabel change =
                new ShippingLabel(orderId, holds.direction(), holds.carrier(), holds.service(), holds.price(), "");
        return new Plan(
                "buy" + what,
                "bought" + what,
                holds.price(),
                Map.of(goods(order), 1),
                List.of(change.step(1)),
                List.of());
    }

    private String goods(Order order) {
        long voided = order.labels().stream()
                .filter(label -> label.direction() == rate.direction())
                .filter(label -> label.status() == Order.Label.Status.VOIDED)
                .count();
        return "label:" + Json.wire(rate.direction()) + "/" + voided;
    }

    /** The number follows from the key, so whoever sends the same step sends the same number. */
    @Override
    public Change sent(Step step, StepKey key) {
        return Change.of(step) instanceof ShippingLabel label
                ? label.numbered(carrier.trackingNumber(key))
                : Changing.super.sent(step, key);
    }
}
