package org.countersign.fulfil;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import org.countersign.caller.Caller;
import org.countersign.change.Ports;
import org.countersign.gate.Action;
import org.countersign.gate.ActionType;
import org.countersign.gate.Gate;
import org.countersign.mcp.Requests;
import org.countersign.mcp.Schema;
import org.countersign.mcp.ShopTool;
import org.countersign.mcp.ToolAnswer;
import org.countersign.mcp.WriteAnswers;
import org.countersign.mcp.WriteSchemas;
import org.countersign.refund.LineQuantities;
import org.jspecify.annotations.Nullable;

/** The tool {@code fulfill_order}. */
@ApplicationScoped
class FulfillOrderTool implements ShopTool, ActionType {

    private final Gate gate;
    private final Ports ports;

    FulfillOrderTool(Gate gate, Ports ports) {
        this.gate = gate;
        this.ports = ports;
    }

    @Override
    public Spec spec() {
        Schema line = Schema.object("")
                .required("line_id", Schema.text("id of a line of this order", 1, 128))
                .required("quantity", Schema.integer("how many of it", 1, 100_000));
        Schema own = Schema.object("")
                .required("order_id", Schema.text("with or without #", 1, 128))
                .optional("lines", Schema.list("What is in the parcel. Default: all that is left.", line, 1, 200))
                .optional("tracking_number", Schema.text("Of the parcel; a bought label's marks it used.", 1, 64))
                .optional("carrier", Schema.text("Who carries it. Default: the label's carrier.", 1, 64))
                .optional(
                        "notify_customer",
                        Schema.flag("Let the shop write to the customer. Default: the shop's setting."));
        return new Spec(
                FulfillOrder.TOOL,
                "Fulfill an order",
                """
                Records that goods of an open, paid order leave the house in one parcel, at most once; it cannot be undone. \
                Not to buy a label (buy_shipping_label) nor to promise a dispatch: only for a parcel that is packed. Before: \
                get_order for quantities and holds. Example: {"order_id": "W4817420", "tracking_number": "1Z999AA10123456784", \
                "carrier": "UPS", "version": "<from get_order>", "reasoning": "Parcel with both lines was handed over."}""",
                WriteSchemas.input(own, "order"),
                WriteSchemas.output(),
                Effect.WRITE,
                true);
    }

    @Override
    public ToolAnswer call(Caller caller, ObjectNode arguments) {
        FulfillArguments wanted = new FulfillArguments(
                Requests.orderId(arguments),
                LineQuantities.fromJson(arguments.path("lines")),
                words(arguments, "tracking_number"),
                words(arguments, "carrier"),
                Requests.flag(arguments, "notify_customer"));
        return WriteAnswers.answer(gate.submit(caller, new FulfillOrder(wanted, ports), Requests.of(arguments)));
    }

    /** Without the spaces around it; nothing but spaces is absent. */
    private static @Nullable String words(ObjectNode arguments, String name) {
        String text = Requests.text(arguments, name);
        return text == null || text.isBlank() ? null : text.strip();
    }

    @Override
    public String tool() {
        return FulfillOrder.TOOL;
    }

    @Override
    public Action revive(JsonNode arguments) {
        return new FulfillOrder(FulfillArguments.revive(arguments), ports);
    }
}
