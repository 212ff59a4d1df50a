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

/** The tool {@code exchange_items}. */
@ApplicationScoped
class ExchangeItemsTool implements ShopTool, ActionType {

    private final Gate gate;
    private final Ports ports;

    ExchangeItemsTool(Gate gate, Ports ports) {
        this.gate = gate;
        this.ports = ports;
    }

    @Override
    public Spec spec() {
        Schema change = Schema.object("")
                .required("line_id", Schema.text("", 1, 128))
                .required("variant_id", Schema.text("Of the same product; may be the same variant.", 1, 128))
                .optional("quantity", Schema.integer("Default: all that is left of the line.", 1, 100_000))
                .optional("reason", ReturnReasons.schema());
        Schema own = Schema.object("")
                .required("order_id", Schema.text("with or without #", 1, 128))
                .required("changes", Schema.list("What becomes what; a line may occur twice.", change, 1, 200))
                .required(
                        "payment_method_id",
                        Schema.text("The customer's method for the difference; a gift card must cover it.", 1, 128));
        return new Spec(
                ExchangeItems.TOOL,
                "Request an exchange",
                """
                Requests that delivered units are exchanged for variants of the same product, at most once. It only asks: \
                stock and the price difference move when they are received (receive_return). All units of an order in one \
                call: one request may be open at a time. Not before fulfilment (change_order_items), nor for money \
                (create_return). Before: get_order; get_product for the variants. Example: {"order_id": "W4817420", \
                "changes": [{"line_id": "W4817420-5", "variant_id": "1262139877"}], "payment_method_id": \
                "gift_card_8168843", "version": "<from get_order>", "reasoning": "Customer wants size 8."}""",
                WriteSchemas.input(own, "order"),
                WriteSchemas.output(),
                Effect.WRITE,
                false);
    }

    @Override
    public ToolAnswer call(Caller caller, ObjectNode arguments) {
        List<ExchangeWish> wishes = new ArrayList<>();
        for (JsonNode row : arguments.path("changes")) {
            wishes.add(ExchangeWish.of(
                    row, ReturnReasons.of(ports.settings(), ExchangeItems.TOOL, "changes", wishes.size(), row)));
        }
        ExchangeItems action = new ExchangeItems(
                Requests.orderId(arguments),
                wishes,
                arguments.path("payment_method_id").asText(),
                ports);
        return WriteAnswers.answer(gate.submit(caller, action, Requests.of(arguments)));
    }

    @Override
    public String tool() {
        return ExchangeItems.TOOL;
    }

    @Override
    public Action revive(JsonNode arguments) {
        return ExchangeItems.revive(arguments, ports);
    }
}
