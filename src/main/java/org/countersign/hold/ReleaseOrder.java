package org.countersign.hold;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;
import org.countersign.change.Changing;
import org.countersign.change.HoldReleased;
import org.countersign.change.Ports;
import org.countersign.gate.ErrorCode;
import org.countersign.gate.Json;
import org.countersign.gate.ObjectRef;
import org.countersign.gate.Plan;
import org.countersign.gate.Planned;
import org.countersign.gate.Refusal;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;
import org.countersign.shop.ShopObject;
import org.jspecify.annotations.Nullable;

/**
 * A hold of an order ends, whatever state the order is in.
 *
 * @param holdId absent: the only one
 */
record ReleaseOrder(OrderId orderId, @Nullable String holdId, Ports ports) implements Changing {

    static final String TOOL = "release_order";

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
        return Json.object().put("order_id", orderId.value()).put("hold_id", holdId);
    }

    static ReleaseOrder revive(JsonNode arguments, Ports ports) {
        return new ReleaseOrder(
                new OrderId(arguments.path("order_id").asText()), Json.textOrNull(arguments, "hold_id"), ports);
    }

    @Override
    public Planned plan(ShopObject now) {
        Order order = (Order) now;
        List<Order.Hold> holds = order.holds();
        if (holds.isEmpty()) {
            String so = "order " + order.name() + " is not on hold";
            return Plan.nothing(so);
        }
        if (holdId == null) {
            return holds.size() == 1 ? release(order, holds.getFirst()) : which(order);
        }
        return holds.stream()
                .filter(hold -> hold.id().equals(holdId))
                .findFirst()
                .map(hold -> release(order, hold))
                .orElseGet(() -> unknown(order));
    }

    private Planned release(Order order, Order.Hold hold) {
        String what = "hold " + hold.id() + " (" + hold.reason() + ") of order " + order.name();
        return Plan.one("release " + what, "released " + what, new HoldReleased(orderId, hold.id()).step(1));
    }

    private static Planned which(Order order) {
        return Refusal.of(
                        ErrorCode.INVALID_ARGUMENTS,
                        "Order " + order.name() + " has several holds: " + named(order) + ".",
                        "Say which one with hold_id; each is released by a call of its own.")
                .with(ids(order));
    }

    private static Planned unknown(Order order) {
        return Refusal.of(
                        ErrorCode.NOT_FOUND,
                        "Order " + order.name() + " has no such hold; its holds are " + named(order) + ".",
                        "Use the id of one of them, if its reason is gone.")
                .with(ids(order));
    }

    private static String named(Order order) {
        return order.holds().stream()
                .map(hold -> hold.id() + " (" + hold.reason() + ")")
                .collect(Collectors.joining(", "));
    }

    private static ObjectNode ids(Order order) {
        ObjectNode data = Json.object();
        order.holds().forEach(hold -> data.withArray("hold_ids").add(hold.id()));
        return data;
    }
}
