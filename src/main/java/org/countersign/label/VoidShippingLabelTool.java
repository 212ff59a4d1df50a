package org.countersign.label;

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

/** The tool {@code void_shipping_label}. */
@ApplicationScoped
class VoidShippingLabelTool implements ShopTool, ActionType {

    private final Gate gate;
    private final Ports ports;

    VoidShippingLabelTool(Gate gate, Ports ports) {
        this.gate = gate;
        this.ports = ports;
    }

    @Override
    public Spec spec() {
        Schema own = Schema.object("")
                .required("order_id", Schema.text("with or without #", 1, 128))
                .required("label_id", Schema.text("From labels of get_order.", 1, 128));
        return new Spec(
                VoidShippingLabel.TOOL,
                "Void a shipping label",
                """
                Makes a label worthless that nothing was sent with, at most once; it cannot be undone, but another label can \
                be bought. Use it for a wrong or unneeded label, before buying another one in the same direction. Not for a \
                parcel on its way, and it cancels no return or order. No money moves here: the carrier credits the shop. \
                Before: get_order. Example: {"order_id": "W4817420", "label_id": "lb_1007", "version": "<from get_order>", \
                "reasoning": "Bought for the wrong direction."}""",
                WriteSchemas.input(own, "order"),
                WriteSchemas.output(),
                Effect.WRITE,
                true);
    }

    @Override
    public ToolAnswer call(Caller caller, ObjectNode arguments) {
        VoidShippingLabel action = new VoidShippingLabel(
                Requests.orderId(arguments), arguments.path("label_id").asText(), ports);
        return WriteAnswers.answer(gate.submit(caller, action, Requests.of(arguments)));
    }

    @Override
    public String tool() {
        return VoidShippingLabel.TOOL;
    }

    @Override
    public Action revive(JsonNode arguments) {
        return VoidShippingLabel.revive(arguments, ports);
    }
}
