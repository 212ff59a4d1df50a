package org.countersign.note;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.countersign.change.Changing;
import org.countersign.change.OrderNote;
import org.countersign.change.Ports;
import org.countersign.gate.Json;
import org.countersign.gate.ObjectRef;
import org.countersign.gate.Plan;
import org.countersign.gate.Planned;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;
import org.countersign.shop.ShopObject;

/** A note on an order in any state. It holds the notes only, so it passes beside whatever is unsettled on the order. */
record AddOrderNote(OrderId orderId, String text, boolean visibleToCustomer, Ports ports) implements Changing {

    static final String TOOL = "add_order_note";

    @Override
    public String tool() {
        return TOOL;
    }

    @Override
    public ObjectRef target() {
        return ObjectRef.order(orderId.value()).part("notes");
    }

    @Override
    public ObjectNode arguments() {
        return Json.object()
                .put("order_id", orderId.value())
                .put("text", text)
                .put("visible_to_customer", visibleToCustomer);
    }

    static AddOrderNote revive(JsonNode arguments, Ports ports) {
        return new AddOrderNote(
                new OrderId(arguments.path("order_id").asText()),
                arguments.path("text").asText(),
                arguments.path("visible_to_customer").asBoolean(),
                ports);
    }

    /** The words stand in no sentence: they are data. */
    @Override
    public Planned plan(ShopObject now) {
        String what = "a note " + (visibleToCustomer ? "that the customer sees" : "for the staff") + " to order "
                + ((Order) now).name();
        return Plan.one("add " + what, "added " + what, new OrderNote(orderId, text, visibleToCustomer).step(1));
    }
}
