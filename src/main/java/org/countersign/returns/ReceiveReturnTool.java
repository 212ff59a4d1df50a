package org.countersign.returns;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
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
import org.countersign.shop.Order;
import org.jspecify.annotations.Nullable;

/** The tool {@code receive_return}. */
@ApplicationScoped
class ReceiveReturnTool implements ShopTool, ActionType {

    private final Gate gate;
    private final Ports ports;

    ReceiveReturnTool(Gate gate, Ports ports) {
        this.gate = gate;
        this.ports = ports;
    }

    @Override
    public Spec spec() {
        Schema line = Schema.object("")
                .required("line_id", Schema.text("", 1, 128))
                .required("quantity", Schema.integer("", 1, 100_000))
                .required("restock", Schema.flag("It can be sold again."));
        Schema own = Schema.object("")
                .required("order_id", Schema.text("The order, with or without #.", 1, 128))
                .required("return_id", Schema.text("From the order's returns.", 1, 128))
                .optional(
                        "lines",
                        Schema.list(
                                "What came, if not all of it. Default: all that is outstanding, into stock.",
                                line,
                                1,
                                200));
        return new Spec(
                ReceiveReturn.TOOL,
                "Receive a return",
                """
                Settles what has really arrived, at most once: counts the units, puts them into stock and pays their share to \
                where the return says. Not to ask for a return (create_return), and no refund_order beside it. Before: get_order \
                for the return's id. Example: {"order_id": "W4817420", "return_id": "rt_1042", "lines": [{"line_id": \
                "W4817420-1", "quantity": 1, "restock": false}], "version": "<from get_order>", "reasoning": "Parcel \
                came in; the bottle leaks."}""",
                WriteSchemas.input(own, "order"),
                WriteSchemas.output(),
                Effect.WRITE,
                true);
    }

    @Override
    public ToolAnswer call(Caller caller, ObjectNode arguments) {
        ReceiveReturn action = new ReceiveReturn(
                Requests.orderId(arguments), arguments.path("return_id").asText(), lines(arguments), ports);
        return WriteAnswers.answer(gate.submit(caller, action, Requests.of(arguments)));
    }

    private static @Nullable List<Order.ReceivedLine> lines(ObjectNode arguments) {
        if (!arguments.hasNonNull("lines")) {
            return null;
        }
        List<Order.ReceivedLine> lines = new ArrayList<>();
        arguments
                .path("lines")
                .forEach(line -> lines.add(new Order.ReceivedLine(
                        line.path("line_id").asText(),
                        line.path("quantity").asInt(),
                        line.path("restock").asBoolean())));
        return lines;
    }

    @Override
    public String tool() {
        return ReceiveReturn.TOOL;
    }

    @Override
    public Action revive(JsonNode arguments) {
        return ReceiveReturn.revive(arguments, ports);
    }
}
