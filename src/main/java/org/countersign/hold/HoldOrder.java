package org.countersign.hold;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import java.util.Optional;
import org.countersign.change.Changing;
import org.countersign.change.HoldPlaced;
import org.countersign.change.OrderRules;
import org.countersign.change.Ports;
import org.countersign.gate.Json;
import org.countersign.gate.ObjectRef;
import org.countersign.gate.Plan;
import org.countersign.gate.Planned;
import org.countersign.gate.Refusal;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;
import org.countersign.shop.ShopObject;
import org.jspecify.annotations.Nullable;

/** An open order of which something is still in the house is held back: nothing of it is sent until it is released. */
record HoldOrder(OrderId orderId, String reason, @Nullable String note, Ports ports) implements Changing {

    static final String TOOL = "hold_order";

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
                .put("reason", reason)
                .put("note", note);
    }

    static HoldOrder revive(JsonNode arguments, Ports ports) {
        return new HoldOrder(
                new OrderId(arguments.path("order_id").asText()),
                arguments.path("reason").asText(),
                Json.textOrNull(arguments, "note"),
                ports);
    }

    @Override
    public Planned plan(ShopObject now) {
        Order order = (Order) now;
        Optional<Order.Hold> same = order.holds().stream().filter(this::same).findFirst();
        if (same.isPresent()) {
            String so = "order " + order.name() + " is on hold for this already ("
                    + same.get().id() + ")";
            return Plan.nothing(so);
        }
        Optional<Refusal> forbidden = OrderRules.open(order).or(() -> OrderRules.notWhollyFulfilled(order));
        if (forbidden.isPresent()) {
            return forbidden.get();
        }
        String what = "order " + order.name() + " on hold (" + reason + ")";
        return Plan.one("put " + what, "put " + what, new HoldPlaced(orderId, reason, note).step(1));
    }

    /** The reason decides; where it is {@code other}, the words do. */
    private boolean same(Order.Hold hold) {
        return hold.reason().equals(reason) && (!reason.equals("other") || Objects.equals(hold.note(), note));
    }
}
