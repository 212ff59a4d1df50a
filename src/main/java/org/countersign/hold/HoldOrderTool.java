package org.countersign.hold;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.countersign.caller.Caller;
import org.countersign.change.Ports;
import org.countersign.gate.Action;
import org.countersign.gate.ActionType;
import org.countersign.gate.Gate;
import org.countersign.mcp.Reasons;
import org.countersign.mcp.Requests;
import org.countersign.mcp.Schema;
import org.countersign.mcp.ShopTool;
import org.countersign.mcp.ToolAnswer;
import org.countersign.mcp.WriteAnswers;
import org.countersign.mcp.WriteSchemas;

/** The tool {@code hold_order}. */
@ApplicationScoped
class HoldOrderTool implements ShopTool, ActionType {

    static final List<String> REASONS = List.of(
            "awaiting_payment",
            "suspected_fraud",
            "incorrect_address",
            "out_of_stock",
            "customer_request",
            "awaiting_return",
            "other");

    private final Gate gate;
    private final Ports ports;

    HoldOrderTool(Gate gate, Ports ports) {
        this.gate = gate;
        this.ports = ports;
    }

    @Override
    public Spec spec() {
        Schema own = Schema.object("")
                .required("order_id", Schema.text("with or without #", 1, 128))
                .required("reason", Schema.choice("Why it has to wait; other needs a note.", REASONS))
                .optional("note", Schema.text("A note for the shop's staff.", 1, 1000));
        return new Spec(
                HoldOrder.TOOL,
                "Hold an order back",
                """
                Holds an open order back, at most once: nothing more of it is sent until release_order. Not to cancel it \
                (cancel_order); a hold hinders neither that nor refunds. Before: get_order; holds shows what holds it \
                already. Example: {"order_id": "W4817420", "reason": "incorrect_address", "version": "<from get_order>", \
                "reasoning": "Customer says the street is wrong and will send the right one."}""",
                WriteSchemas.input(own, "order"),
                WriteSchemas.output(),
                Effect.WRITE,
                false);
    }

    @Override
    public ToolAnswer call(Caller caller, ObjectNode arguments) {
        String reason = arguments.path("reason").asText();
        String note = Requests.text(arguments, "note");
        Reasons.withNote(ports.settings(), HoldOrder.TOOL, reason, note);
        HoldOrder action = new HoldOrder(Requests.orderId(arguments), reason, note, ports);
        return WriteAnswers.answer(gate.submit(caller, action, Requests.of(arguments)));
    }

    @Override
    public String tool() {
        return HoldOrder.TOOL;
    }

    @Override
    public Action revive(JsonNode arguments) {
        return HoldOrder.revive(arguments, ports);
    }
}
