package org.countersign.items;

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

/** The tool {@code change_order_items}. */
@ApplicationScoped
class ChangeOrderItemsTool implements ShopTool, ActionType {

    private final Gate gate;
    private final Ports ports;

    ChangeOrderItemsTool(Gate gate, Ports ports) {
        this.gate = gate;
        this.ports = ports;
    }

    @Override
    public Spec spec() {
        Schema own = Schema.object("")
                .required("order_id", Schema.text("with or without #", 1, 128))
                .required("changes", ItemWishes.schema())
                .required(
                        "payment_method_id",
                        Schema.text("The customer's method that pays or gets the price difference.", 1, 128));
        return new Spec(
                ChangeOrderItems.TOOL,
                "Change items of an order",
                """
                Swaps lines of an open order of which nothing is fulfilled for other variants (size, color) of the same \
                product, at most once; the price difference is charged or refunded now, to one method. Not for another \
                product, nor for delivered items (exchange_items). Before: get_order, get_product for variant and stock; with \
                dry_run: true you see the difference. Put all lines into one call. Example: {"order_id": "W4817420", \
                "changes": [{"line_id": "W4817420-1", "variant_id": "6700049080"}], "payment_method_id": "gift_card_7711863", \
                "version": "<from get_order>", "reasoning": "Customer wants size L and agreed to the difference."}""",
                WriteSchemas.input(own, "order"),
                WriteSchemas.output(),
                Effect.WRITE,
                true);
    }

    @Override
    public ToolAnswer call(Caller caller, ObjectNode arguments) {
        ChangeOrderItems action = new ChangeOrderItems(
                Requests.orderId(arguments),
                ItemWishes.of(arguments.path("changes")),
                arguments.path("payment_method_id").asText(),
                ports);
        return WriteAnswers.answer(gate.submit(caller, action, Requests.of(arguments)));
    }

    @Override
    public String tool() {
        return ChangeOrderItems.TOOL;
    }

    @Override
    public Action revive(JsonNode arguments) {
        return ChangeOrderItems.revive(arguments, ports);
    }
}
