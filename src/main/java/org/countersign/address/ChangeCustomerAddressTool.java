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

/** The tool {@code change_customer_address}. */
@ApplicationScoped
class ChangeCustomerAddressTool implements ShopTool, ActionType {

    private final Gate gate;
    private final Ports ports;

    ChangeCustomerAddressTool(Gate gate, Ports ports) {
        this.gate = gate;
        this.ports = ports;
    }

    @Override
    public Spec spec() {
        Schema own = Schema.object("")
                .required("customer_id", Schema.text("Id of find_customers or of an order.", 1, 128))
                .required("address", GivenAddress.schema());
        return new Spec(
                ChangeCustomerAddress.TOOL,
                "Change a customer's address",
                """
                Replaces a customer's default address, at most once. Not for where an order goes: orders already placed \
                keep their address (change_shipping_address). Before: get_customer; the address has to come from the \
                customer, whole. Example: {"customer_id": "noah_brown_6181", "address": {"line1": "12 Oak St", "city": \
                "Denver", "region": "CO", "postal_code": "80202", "country": "US"}, "version": "<from get_customer>", \
                "reasoning": "Customer moved and gave the new address."}""",
                WriteSchemas.input(own, "customer"),
                WriteSchemas.output(),
                Effect.WRITE,
                false);
    }

    @Override
    public ToolAnswer call(Caller caller, ObjectNode arguments) {
        ChangeCustomerAddress action = new ChangeCustomerAddress(
                Requests.customerId(arguments), GivenAddress.of(arguments.path("address")), ports);
        return WriteAnswers.answer(gate.submit(caller, action, Requests.of(arguments)));
    }

    @Override
    public String tool() {
        return ChangeCustomerAddress.TOOL;
    }

    @Override
    public Action revive(JsonNode arguments) {
        return ChangeCustomerAddress.revive(arguments, ports);
    }
}
