package org.countersign.label;

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

/** The tool {@code buy_shipping_label}. */
@ApplicationScoped
class BuyShippingLabelTool implements ShopTool, ActionType {

    private final Gate gate;
    private final Rates rates;
    private final Carrier carrier;
    private final Ports ports;

    BuyShippingLabelTool(Gate gate, Rates rates, Carrier carrier, Ports ports) {
        this.gate = gate;
        this.rates = rates;
        this.carrier = carrier;
        this.ports = ports;
    }

    @Override
    public Spec spec() {
        Schema own = Schema.object("")
                .required("order_id", Schema.text("with or without #", 1, 128))
                .required("rate_id", Schema.text("From quote_shipping_rates for this order and direction.", 1, 128))
                .required("direction", QuoteShippingRatesTool.direction());
        return new Spec(
                BuyShippingLabel.TOOL,
                "Buy a shipping label",
                """
                Buys one label for an order at a quoted rate, at most once; it costs the shop that price. Outbound for what \
                has not left the house, return for what was shipped. A person prints it: track_shipment has its address. \
                Not to find a parcel, nor a second time because the first answer was lost. Before: get_order, then \
                quote_shipping_rates. Example: {"order_id": "W4817420", "rate_id": "<from the quote>", "direction": \
                "return", "version": "<from get_order>", "reasoning": "Customer returns a damaged lamp at our cost."}""",
                WriteSchemas.input(own, "order"),
                WriteSchemas.output(),
                Effect.WRITE,
                false);
    }

    @Override
    public ToolAnswer call(Caller caller, ObjectNode arguments) {
        RateId rate = RateId.of(arguments.path("rate_id").asText(), QuoteShippingRatesTool.direction(arguments));
        BuyShippingLabel action = new BuyShippingLabel(Requests.orderId(arguments), rate, rates, carrier, ports);
        return WriteAnswers.answer(gate.submit(caller, action, Requests.of(arguments)));
    }

    @Override
    public String tool() {
        return BuyShippingLabel.TOOL;
    }

    @Override
    public Action revive(JsonNode arguments) {
        return BuyShippingLabel.revive(arguments, rates, carrier, ports);
    }
}
