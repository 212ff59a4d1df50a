package org.countersign.hold;

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

/** The tool {@code release_order}. */
@ApplicationScoped
class ReleaseOrderTool implements ShopTool, ActionType {

    private final Gate gate;
    private final Ports ports;

    ReleaseOrderTool(Gate gate, Ports ports) {
        this.gate = gate;
        this.ports = ports;
    }

    @Override
    public Spec spec() {
        Schema own = Schema.object("")
                .required("order_id", Schema.text("with or without #", 1, 128))
                .optional("hold_id", Schema.text("Which of its holds. Default: the only one.", 1, 128));
        return new Spec(
                ReleaseOrder.TOOL,
                "Release an order",
                """
                Ends one hold of an order, at most once. Only when its reason is gone: not merely because the customer is in \
                a hurry. Before: get_order, whose holds say why and since when. Example: {"order_id": "W4817420", "version": \
                "<from get_order>", "reasoning": "The address was corrected; nothing else holds it."}""",
                WriteSchemas.input(own, "order"),
                WriteSchemas.output(),
                Effect.WRITE,
                false);
    }

    @Override
    public ToolAnswer call(Caller caller, ObjectNode arguments) {
        ReleaseOrder action = new ReleaseOrder(Requests.orderId(arguments), Requests.text(arguments, "hold_id"), ports);
        return WriteAnswers.answer(gate.submit(caller, action, Requests.of(arguments)));
    }

    @Override
    public String tool() {
        return ReleaseOrder.TOOL;
    }

    @Override
    public Action revive(JsonNode arguments) {
        return ReleaseOrder.revive(arguments, ports);
    }
}
