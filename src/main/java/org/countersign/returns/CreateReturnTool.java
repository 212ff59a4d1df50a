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
import org.countersign.label.RateId;
import org.countersign.label.Rates;
import org.countersign.mcp.Requests;
import org.countersign.mcp.Schema;
import org.countersign.mcp.ShopTool;
import org.countersign.mcp.ToolAnswer;
import org.countersign.mcp.WriteAnswers;
import org.countersign.mcp.WriteSchemas;
import org.countersign.shop.Order;

/** The tool {@code create_return}. */
@ApplicationScoped
class CreateReturnTool implements ShopTool, ActionType {

    private final Gate gate;
    private final Rates rates;
    private final Ports ports;

    CreateReturnTool(Gate gate, Rates rates, Ports ports) {
        this.gate = gate;
        this.rates = rates;
        this.ports = ports;
    }

    @Override
    public Spec spec() {
        Schema line = Schema.object("")
                .required("line_id", Schema.text("", 1, 128))
                .required("quantity", Schema.integer("", 1, 100_000))
                .optional("reason", ReturnReasons.schema());
        Schema own = Schema.object("")
                .required("order_id", Schema.text("with or without #", 1, 128))
                .required("lines", Schema.list("What comes back.", line, 1, 200))
                .required(
                        "refund_to",
                        Schema.text("Payment method id of this customer: one that paid, or with can_credit.", 1, 128))
                .optional("return_rate_id", Schema.text("Of quote_shipping_rates, direction return.", 1, 256));
        return new Spec(
                CreateReturn.TOOL,
                "Request a return",
                """
                Requests that delivered units come back for money, at most once. It only asks: money and stock move when \
                they are received (receive_return). All units of an order in one call: one request may be open at a time. \
                Not for another variant (exchange_items), nor where the customer keeps the goods (refund_order). Before: \
                get_order. Example: {"order_id": "W4817420", "lines": [{"line_id": "W4817420-1", "quantity": 1, "reason": \
                "defective"}], "refund_to": "gift_card_8168843", "version": "<from get_order>", "reasoning": "Customer \
                wants to send the leaking bottle back."}""",
                WriteSchemas.input(own, "order"),
                WriteSchemas.output(),
                Effect.WRITE,
                false);
    }

    @Override
    public ToolAnswer call(Caller caller, ObjectNode arguments) {
        List<Order.ReturnLine> lines = new ArrayList<>();
        for (JsonNode line : arguments.path("lines")) {
            lines.add(new Order.ReturnLine(
                    line.path("line_id").asText(),
                    line.path("quantity").asInt(),
                    ReturnReasons.of(ports.settings(), CreateReturn.TOOL, "lines", lines.size(), line)));
        }
        String rate = Requests.text(arguments, "return_rate_id");
        CreateReturn action = new CreateReturn(
                Requests.orderId(arguments),
                lines,
                arguments.path("refund_to").asText(),
                rate == null ? null : RateId.of("return_rate_id", rate, Order.Label.Direction.RETURN),
                rates,
                ports);
        return WriteAnswers.answer(gate.submit(caller, action, Requests.of(arguments)));
    }

    @Override
    public String tool() {
        return CreateReturn.TOOL;
    }

    @Override
    public Action revive(JsonNode arguments) {
        return CreateReturn.revive(arguments, rates, ports);
    }
}
