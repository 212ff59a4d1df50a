package org.countersign.payment;

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

/** The tool {@code change_payment_method}. */
@ApplicationScoped
class ChangePaymentMethodTool implements ShopTool, ActionType {

    private final Gate gate;
    private final Ports ports;

    ChangePaymentMethodTool(Gate gate, Ports ports) {
        this.gate = gate;
        this.ports = ports;
    }

    @Override
    public Spec spec() {
        Schema own = Schema.object("")
                .required("order_id", Schema.text("with or without #", 1, 128))
                .required("payment_method_id", Schema.text("The customer's method that should pay all of it.", 1, 128));
        return new Spec(
                ChangePaymentMethod.TOOL,
                "Change how an order is paid",
                """
                Pays an open order of which nothing is fulfilled with another of the customer's methods, at most once: the \
                new one is charged what is left, then the old one is refunded. A gift card must cover all of it. Not for \
                refunds (refund_order), nor where several payments carry the order. Before: get_order and get_customer for \
                the methods. PARTLY DONE: charged, not refunded yet. Example: {"order_id": "W4817420", \
                "payment_method_id": "paypal_3798357", "version": "<from get_order>", "reasoning": "Customer wants to pay \
                with PayPal instead of the card."}""",
                WriteSchemas.input(own, "order"),
                WriteSchemas.output(),
                Effect.WRITE,
                true);
    }

    @Override
    public ToolAnswer call(Caller caller, ObjectNode arguments) {
        ChangePaymentMethod action = new ChangePaymentMethod(
                Requests.orderId(arguments), arguments.path("payment_method_id").asText(), ports);
        return WriteAnswers.answer(gate.submit(caller, action, Requests.of(arguments)));
    }

    @Override
    public String tool() {
        return ChangePaymentMethod.TOOL;
    }

    @Override
    public Action revive(JsonNode arguments) {
        return ChangePaymentMethod.revive(arguments, ports);
    }
}
