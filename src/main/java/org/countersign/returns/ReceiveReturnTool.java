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
import org.countersign.mcp.BadArguments;
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
                .required("order_id", Schema.text("with or without #", 1, 128))
                .optional("return_id", Schema.text("From the order's returns; or else exchange_id.", 1, 128))
                .optional("exchange_id", Schema.text("From the order's exchanges; received whole.", 1, 128))
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
                Settles what has really arrived of a return or an exchange, at most once: counts the units and puts them into \
                stock; a return pays their share to where it says, an exchange moves the agreed difference and makes the new \
                variants the order's, to be sent with fulfill_order. Not to ask for one (create_return, exchange_items); no \
                refund_order beside it. Before: get_order for the id. Example: {"order_id": "W4817420", "return_id": \
                "rt_1042", "lines": [{"line_id": "W4817420-1", "quantity": 1, "restock": false}], "version": "<from \
                get_order>", "reasoning": "Parcel came in; the bottle leaks."}""",
                WriteSchemas.input(own, "order"),
                WriteSchemas.output(),
                Effect.WRITE,
                true);
    }

    @Override
    public ToolAnswer call(Caller caller, ObjectNode arguments) {
        String returnId = Requests.text(arguments, "return_id");
        String exchangeId = Requests.text(arguments, "exchange_id");
        if ((returnId == null) == (exchangeId == null)) {
            throw new BadArguments(
                    returnId == null
                            ? "Neither return_id nor exchange_id was given."
                            : "Give return_id or exchange_id; both were given.",
                    "Say what has arrived: return_id of one of the order's returns, or exchange_id of one of its exchanges.");
        }
        ReceiveReturn action =
                new ReceiveReturn(Requests.orderId(arguments), returnId, exchangeId, lines(arguments), ports);
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
