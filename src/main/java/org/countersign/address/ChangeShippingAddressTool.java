package org.countersign.address;

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

/** The tool {@code change_shipping_address}. */
@ApplicationScoped
class ChangeShippingAddressTool implements ShopTool, ActionType {

    private final Gate gate;
    private final Ports ports;

    ChangeShippingAddressTool(Gate gate, Ports ports) {
        this.gate = gate;
        this.ports = ports;
    }

    @Override
    public Spec spec() {
        Schema own = Schema.object("")
                .required("order_id", Schema.text("with or without #", 1, 128))
                .required("address", GivenAddress.schema());
        return new Spec(
                ChangeShippingAddress.TOOL,
                "Change where an order goes",
                """
                Sends an open order of which nothing is fulfilled to another address, at most once. Not for the customer's \
                own address (change_customer_address), nor for a parcel on its way. Before: get_order; the address has to \
                come from the customer, whole. Example: {"order_id": "W4817420", "address": {"line1": "12 Oak St", "city": \
                "Denver", "region": "CO", "postal_code": "80202", "country": "US"}, "version": "<from get_order>", \
                "reasoning": "Customer moved and gave the new address."}""",
                WriteSchemas.input(own, "order"),
                WriteSchemas.output(),
                Effect.WRITE,
                false);
    }

    @Override
    public ToolAnswer call(Caller caller, ObjectNode arguments) {
        ChangeShippingAddress action = new ChangeShippingAddress(
                Requests.orderId(arguments), GivenAddress.of(arguments.path("address")), ports);
        return WriteAnswers.answer(gate.submit(caller, action, Requests.of(arguments)));
    }

    @Override
    public String tool() {
        return ChangeShippingAddress.TOOL;
    }

    @Override
    public Action revive(JsonNode arguments) {
        return ChangeShippingAddress.revive(arguments, ports);
    }
}
