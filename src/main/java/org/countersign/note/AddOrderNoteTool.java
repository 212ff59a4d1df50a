package org.countersign.note;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import org.countersign.caller.Caller;
import org.countersign.change.Ports;
import org.countersign.gate.Action;
import org.countersign.gate.ActionType;
import org.countersign.gate.Gate;
import org.countersign.mcp.BadArguments;
import org.countersign.mcp.Requests;
import org.countersign.mcp.Schema;
import org.countersign.mcp.ShopTool;
import org.countersign.mcp.ToolAnswer;
import org.countersign.mcp.WriteAnswers;
import org.countersign.mcp.WriteSchemas;

/** The tool {@code add_order_note}. */
@ApplicationScoped
class AddOrderNoteTool implements ShopTool, ActionType {

    private final Gate gate;
    private final Ports ports;

    AddOrderNoteTool(Gate gate, Ports ports) {
        this.gate = gate;
        this.ports = ports;
    }

    @Override
    public Spec spec() {
        Schema own = Schema.object("")
                .required("order_id", Schema.text("with or without #", 1, 128))
                .required("text", Schema.text("What the next reader needs, in plain words.", 1, 4000))
                .required("visible_to_customer", Schema.flag("true: the customer reads it, too."));
        return new Spec(
                AddOrderNote.TOOL,
                "Add a note to an order",
                """
                Adds a note to an order in any state, at most once; also while another action on it is unsettled. A note does \
                not do or promise anything, and is no place for card or identity numbers. Before: get_order. \
                Example: {"order_id": "W4817420", "text": "Customer is away until Monday.", "visible_to_customer": false, \
                "version": "<from get_order>", "reasoning": "Customer asked the shop to know this."}""",
                WriteSchemas.input(own, "order"),
                WriteSchemas.output(),
                Effect.WRITE,
                false);
    }

    @Override
    public ToolAnswer call(Caller caller, ObjectNode arguments) {
        String text = arguments.path("text").asText().strip();
        if (text.isEmpty()) {
            throw BadArguments.at("text", "", "the words of the note", "says nothing");
        }
        AddOrderNote action = new AddOrderNote(
                Requests.orderId(arguments),
                text,
                arguments.path("visible_to_customer").asBoolean(),
                ports);
        return WriteAnswers.answer(gate.submit(caller, action, Requests.of(arguments)));
    }

    @Override
    public String tool() {
        return AddOrderNote.TOOL;
    }

    @Override
    public Action revive(JsonNode arguments) {
        return AddOrderNote.revive(arguments, ports);
    }
}
