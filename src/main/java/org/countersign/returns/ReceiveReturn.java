package org.countersign.returns;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.countersign.change.Changing;
import org.countersign.change.OrderRules;
import org.countersign.change.Ports;
import org.countersign.change.ReceivedLines;
import org.countersign.change.Rest;
import org.countersign.gate.Abilities;
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
 * @param returnId   or else {@code exchangeId}
 * @param lines absent: all that is still to come, into stock
 */
record ReceiveReturn(
        OrderId orderId,
        @Nullable String returnId,
        @Nullable String exchangeId,
        @Nullable List<Order.ReceivedLine> lines,
        Ports ports)
        implements Changing {

    static final String TOOL = "receive_return";

    ReceiveReturn {
        lines = lines == null ? null : ReceivedLines.merged(lines);
    }

    @Override
    public String tool() {
        return TOOL;
    }

    /** A refund follows. */
    @Override
    public Abilities abilities() {
        return Changing.super.abilities().and(ports.refunds().abilities());
    }

    @Override
    public ObjectRef target() {
        return ObjectRef.order(orderId.value());
    }

    @Override
    public ObjectNode arguments() {
        ObjectNode arguments = Json.object()
                .put("order_id", orderId.value())
                .put("return_id", returnId)
                .put("exchange_id", exchangeId);
        arguments.set("lines", lines == null ? null : ReceivedLines.toJson(lines));
        return arguments;
    }

    static ReceiveReturn revive(JsonNode arguments, Ports ports) {
        return new ReceiveReturn(
                new OrderId(arguments.path("order_id").asText()),
                Json.textOrNull(arguments, "return_id"),
                Json.textOrNull(arguments, "exchange_id"),
                arguments.path("lines").isArray() ? ReceivedLines.fromJson(arguments.path("lines")) : null,
                ports);
    }

    @Override
    public Planned plan(ShopObject now) {
        Order order = (Order) now;
        return arrival(order).map(Arrival::plan).orElseGet(() -> unknown(order));
    }

    /** What came in came in with the first step: what is left moves money only. */
    @Override
    public Planned rest(ShopObject now, Plan planned, List<Step> open) {
        return Rest.of((Order) now, planned, open, (order, change) -> Optional.of("nothing has come in"));
    }

    private Optional<Arrival> arrival(Order order) {
        return exchangeId == null
                ? order.returns().stream()
                        .filter(one -> one.id().equals(returnId))
                        .findFirst()
                        .map(one -> new ReturnArrival(order, one, lines, ports))
                : order.exchanges().stream()
                        .filter(one -> one.id().equals(exchangeId))
                        .findFirst()
                        .map(one -> new ExchangeArrival(order, one, lines, ports));
    }

    private Refusal unknown(Order order) {
        String asked = exchangeId == null ? "return " + returnId : "exchange " + exchangeId;
        Stream<String> known = Stream.concat(
                order.returns().stream().map(one -> "return_id " + one.id()),
                order.exchanges().stream().map(one -> "exchange_id " + one.id()));
        String all = known.collect(Collectors.joining(", "));
        return Refusal.of(
                        ErrorCode.NOT_FOUND,
                        "Order " + order.name() + " has no " + OrderRules.shown(asked) + ".",
                        all.isEmpty()
                                ? "Nothing is to come back: create_return or exchange_items asks for it."
                                : "It has " + all + "; see get_order.")
                .then(Next.of("get_order", "order_id", order.id().value(), "see its returns and exchanges"));
    }
}
