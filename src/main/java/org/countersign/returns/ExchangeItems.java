package org.countersign.returns;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.countersign.change.Changing;
import org.countersign.change.ExchangeRequest;
import org.countersign.change.MethodRules;
import org.countersign.change.Ports;
import org.countersign.change.PriceDifference;
import org.countersign.change.Returnable;
import org.countersign.change.Swap;
import org.countersign.change.Swaps;
import org.countersign.gate.Counted;
import org.countersign.gate.Json;
import org.countersign.gate.ObjectRef;
import org.countersign.gate.Plan;
import org.countersign.gate.Planned;
import org.countersign.gate.Refusal;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;
import org.countersign.shop.PaymentMethod;
import org.countersign.shop.ShopObject;

/**
 * Units of a delivered order shall come back for other variants of their products, or for the same ones anew. A request only:
 * nothing is charged, refunded or taken from stock, and the difference that it states holds when they are received.
 */
record ExchangeItems(OrderId orderId, List<ExchangeWish> wishes, String methodId, Ports ports) implements Changing {

    static final String TOOL = "exchange_items";

    ExchangeItems {
        wishes = ExchangeWish.sorted(wishes);
    }

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
        arguments.set("changes", ExchangeWish.toJson(wishes));
        return arguments;
    }

    static ExchangeItems revive(JsonNode arguments, Ports ports) {
        return new ExchangeItems(
                new OrderId(arguments.path("order_id").asText()),
                ExchangeWish.fromJson(arguments.path("changes")),
                arguments.path("payment_method_id").asText(),
                ports);
    }

    @Override
    public Counted counted() {
        return Counted.RETURN;
    }

    @Override
    public Planned plan(ShopObject now) {
        Order order = (Order) now;
        Optional<Refusal> forbidden = ReturnRules.check(
                order, ports.clock().instant(), ports.settings().exchangeWindowDays(), "exchanged");
        if (forbidden.isPresent()) {
            return forbidden.get();
        }
        Swaps swaps = Swaps.of(
                order,
                wishes.stream().map(ExchangeWish::wish).toList(),
                ports.products(),
                Returnable::quantity,
                "exchanged");
        Optional<Refusal> notThere = swaps.refusal().or(() -> swaps.unavailable(false));
        if (notThere.isPresent()) {
            return notThere.get();
        }
        Optional<PaymentMethod> method = Payback.method(ports, order, methodId);
        return method.isEmpty()
                ? MethodRules.notOfCustomer(methodId)
                : plan(order, swaps.swaps(), new Difference(order, PriceDifference.of(swaps.swaps()), method.get()));
    }

    private Planned plan(Order order, List<Swap> swaps, Difference difference) {
        Optional<Refusal> impossible = difference.impossible();
        if (impossible.isPresent()) {
            return impossible.get();
        }
        String what = "the exchange of " + said(swaps) + " of order " + order.name() + "; " + difference.said("will be")
                + " when they are received, nothing moves now";
        return Plan.one(
                "request " + what,
                "requested " + what,
                new ExchangeRequest(orderId, changes(swaps), methodId, difference.agreed()).step(1));
    }

    /** In the order of the wishes. */
    private List<Order.Change> changes(List<Swap> swaps) {
        List<Order.Change> changes = new ArrayList<>();
        for (Swap swap : swaps) {
            changes.add(new Order.Change(
                    swap.line().id(),
                    swap.to().id(),
                    swap.quantity(),
                    wishes.get(changes.size()).reason(),
                    swap.to().price()));
        }
        return changes;
    }

    static String said(List<Swap> swaps) {
        return swaps.stream()
                .map(swap -> swap.quantity() + " of line " + swap.line().id() + " for variant "
                        + swap.to().id())
                .collect(Collectors.joining(", "));
    }
}
