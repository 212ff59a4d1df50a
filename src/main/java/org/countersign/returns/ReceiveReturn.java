package org.countersign.returns;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.countersign.change.Change;
import org.countersign.change.Changing;
import org.countersign.change.OrderRules;
import org.countersign.change.Ports;
import org.countersign.change.ReceivedLines;
import org.countersign.change.Rest;
import org.countersign.gate.ErrorCode;
import org.countersign.gate.Json;
import org.countersign.gate.Next;
import org.countersign.gate.ObjectRef;
import org.countersign.gate.Plan;
import org.countersign.gate.Planned;
import org.countersign.gate.Refusal;
import org.countersign.gate.Step;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;
import org.countersign.shop.ShopObject;
import org.jspecify.annotations.Nullable;

/**
 * What was to come back has come: stock and money move now.
 *
 * @param lines absent: all that is still to come, into stock
 */
record ReceiveReturn(
        OrderId orderId, String returnId, @Nullable List<Order.ReceivedLine> lines, Ports ports) implements Changing {

    static final String TOOL = "receive_return";

    ReceiveReturn {
        lines = lines == null ? null : ReceivedLines.merged(lines);
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
        ObjectNode arguments = Json.object().put("order_id", orderId.value()).put("return_id", returnId);
        arguments.set("lines", lines == null ? null : ReceivedLines.toJson(lines));
        return arguments;
    }

    static ReceiveReturn revive(JsonNode arguments, Ports ports) {
        return new ReceiveReturn(
                new OrderId(arguments.path("order_id").asText()),
                arguments.path("return_id").asText(),
                arguments.path("lines").isArray() ? ReceivedLines.fromJson(arguments.path("lines")) : null,
                ports);
    }

    @Override
    public Planned plan(ShopObject now) {
        Order order = (Order) now;
        return find(order)
                .map(one -> new ReturnArrival(order, one, lines, ports).plan())
                .orElseGet(() -> unknown(order));
    }

    @Override
    public Planned rest(ShopObject now, Plan planned, List<Step> open) {
        return Rest.of((Order) now, planned, open, this::hindrance);
    }

    private Optional<String> hindrance(Order now, Change change) {
        return find(now).filter(one -> OrderRules.isOpen(one.status())).isPresent()
                ? Optional.empty()
                : Optional.of("return " + returnId + " is no longer open");
    }

    private Optional<Order.Return> find(Order order) {
        return order.returns().stream().filter(one -> one.id().equals(returnId)).findFirst();
    }

    private Refusal unknown(Order order) {
        String known = order.returns().stream().map(Order.Return::id).collect(Collectors.joining(", "));
        return Refusal.of(
                        ErrorCode.NOT_FOUND,
                        "Order " + order.name() + " has no return " + OrderRules.shown(returnId) + ".",
                        known.isEmpty()
                                ? "None was requested; create_return requests one."
                                : "Its returns are " + known + "; see get_order.")
                .then(Next.of("get_order", "order_id", order.id().value(), "see its returns and exchanges"));
    }
}
