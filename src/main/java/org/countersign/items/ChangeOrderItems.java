package org.countersign.items;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.countersign.change.Changing;
import org.countersign.change.MethodRules;
import org.countersign.change.Ports;
import org.countersign.change.Rest;
import org.countersign.change.Swaps;
import org.countersign.gate.Abilities;
import org.countersign.gate.Counted;
import org.countersign.gate.Json;
import org.countersign.gate.ObjectRef;
import org.countersign.gate.Plan;
import org.countersign.gate.Planned;
import org.countersign.gate.Refusal;
import org.countersign.gate.Step;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;
import org.countersign.shop.PaymentMethod;
import org.countersign.shop.ShopObject;

/**
 * Lines of an open order become other variants of their products. A difference in price is charged with the change, or
 * refunded after it, newest payment first; all of it to or from one method of the customer.
 */
record ChangeOrderItems(OrderId orderId, ItemWishes wanted, String methodId, Ports ports) implements Changing {

    static final String TOOL = "change_order_items";

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
        ObjectNode arguments = Json.object().put("order_id", orderId.value()).put("payment_method_id", methodId);
        arguments.set("changes", wanted.normalForm());
        return arguments;
    }

    static ChangeOrderItems revive(JsonNode arguments, Ports ports) {
        return new ChangeOrderItems(
                new OrderId(arguments.path("order_id").asText()),
                ItemWishes.of(arguments.path("changes")),
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
        if (ItemRules.isSo(order, wanted)) {
            String so = "these lines of order " + order.name() + " are these variants already";
            return Plan.nothing(so);
        }
        Optional<Refusal> forbidden = ItemRules.check(order);
        if (forbidden.isPresent()) {
            return forbidden.get();
        }
        Swaps found = Swaps.of(order, wanted.wishes(), ports.products(), Order.Line::refundableQuantity, "changed");
        return ItemRules.check(found).<Planned>map(refusal -> refusal).orElseGet(() -> plan(order, found));
    }

    private Planned plan(Order order, Swaps found) {
        Optional<PaymentMethod> method = MethodRules.method(order, methodId, ports.customers());
        return method.isEmpty()
                ? MethodRules.notOfCustomer(methodId)
                : new ItemsPlan(order, found, method.get()).plan();
    }

    /** The lines changed with the first step: what is left is to give back. */
    @Override
    public Planned rest(ShopObject now, Plan planned, List<Step> open) {
        return Rest.of((Order) now, planned, open, (order, change) -> Optional.of("its lines have not changed first"));
    }
}
