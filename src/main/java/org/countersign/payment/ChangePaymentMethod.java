package org.countersign.payment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.countersign.change.Changing;
import org.countersign.change.Charge;
import org.countersign.change.MethodRules;
import org.countersign.change.Ports;
import org.countersign.change.Rest;
import org.countersign.gate.Abilities;
import org.countersign.gate.Counted;
import org.countersign.gate.Json;
import org.countersign.gate.ObjectRef;
import org.countersign.gate.Plan;
import org.countersign.gate.Planned;
import org.countersign.gate.Refusal;
import org.countersign.gate.Step;
import org.countersign.refund.RefundSteps;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;
import org.countersign.shop.PaymentMethod;
import org.countersign.shop.ShopObject;

/**
 * What one payment still carries of an open order is charged to another method of the customer, then given back to the
 * first: from then on a refund or a cancellation pays to the new one, once.
 */
record ChangePaymentMethod(OrderId orderId, String methodId, Ports ports) implements Changing {

    static final String TOOL = "change_payment_method";

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
        return Json.object().put("order_id", orderId.value()).put("payment_method_id", methodId);
    }

    static ChangePaymentMethod revive(JsonNode arguments, Ports ports) {
        return new ChangePaymentMethod(
                new OrderId(arguments.path("order_id").asText()),
                arguments.path("payment_method_id").asText(),
                ports);
    }

    @Override
    public Abilities abilities() {
        return Changing.super.abilities().and(ports.refunds().abilities());
    }

    @Override
    public Counted counted() {
        return Counted.CHANGE;
    }

    @Override
    public Planned plan(ShopObject now) {
        Order order = (Order) now;
        if (PaymentRules.isSo(order, methodId)) {
            String so = "order " + order.name() + " is paid with " + methodId + " already";
            return Plan.nothing(so);
        }
        Optional<Refusal> forbidden = PaymentRules.check(order, methodId);
        if (forbidden.isPresent()) {
            return forbidden.get();
        }
        Order.Payment old = PaymentRules.carrying(order).getFirst();
        Optional<PaymentMethod> method = MethodRules.method(order, methodId, ports.customers());
        return method.isEmpty()
                ? MethodRules.notOfCustomer(methodId)
                : MethodRules.notChargeable(method.get(), old.refundable())
                        .<Planned>map(refusal -> refusal)
                        .orElseGet(() -> plan(order, old, method.get()));
    }

    private Plan plan(Order order, Order.Payment old, PaymentMethod method) {
        Money amount = old.refundable();
        Charge charge = new Charge(orderId, method.id(), amount, Charge.PAYMENT_METHOD_CHANGED);
        RefundSteps back = RefundSteps.of(
                order,
                new RefundSteps.Content(
                        amount,
                        Money.zero(amount.currency()),
                        List.of(),
                        List.of(),
                        Charge.PAYMENT_METHOD_CHANGED,
                        null,
                        false),
                null);
        List<Step> steps = new ArrayList<>(List.of(charge.step(1)));
        steps.addAll(back.from(2));
        List<ObjectRef> touches = new ArrayList<>(back.touches());
        if (method.kind() == PaymentMethod.Kind.GIFT_CARD) {
            touches.add(ObjectRef.giftCard(method.id()));
        }
        String with = amount + " of order " + order.name() + " with "
                + Json.wire(method.kind()).replace('_', ' ') + " " + method.id();
        String refund = String.join(", ", back.where());
        return new Plan(
                "charge " + with + ", then refund " + refund,
                "charged " + with + " and refunded " + refund,
                amount,
                Map.of("payment:" + old.id(), 1),
                steps,
                touches);
    }

    /** The new method was charged: what is left is to give back to the old one. */
    @Override
    public Planned rest(ShopObject now, Plan planned, List<Step> open) {
        return Rest.of((Order) now, planned, open, (order, change) -> Optional.of("it was not charged first"));
    }
}
