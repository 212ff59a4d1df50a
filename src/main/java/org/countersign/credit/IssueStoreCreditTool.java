package org.countersign.credit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.countersign.caller.Caller;
import org.countersign.change.Ports;
import org.countersign.gate.Action;
import org.countersign.gate.ActionType;
import org.countersign.gate.Gate;
import org.countersign.mcp.Reasons;
import org.countersign.mcp.Requests;
import org.countersign.mcp.Schema;
import org.countersign.mcp.ShopTool;
import org.countersign.mcp.ToolAnswer;
import org.countersign.mcp.WriteAnswers;
import org.countersign.mcp.WriteSchemas;
import org.countersign.shop.OrderId;
import org.jspecify.annotations.Nullable;

/** The tool {@code issue_store_credit}. */
@ApplicationScoped
class IssueStoreCreditTool implements ShopTool, ActionType {

    static final List<String> REASONS = List.of(
            "goodwill", "late_delivery", "lost_parcel", "price_adjustment", "instead_of_refund", "correction", "other");

    private final Gate gate;
    private final Ports ports;

    IssueStoreCreditTool(Gate gate, Ports ports) {
        this.gate = gate;
        this.ports = ports;
    }

    @Override
    public Spec spec() {
        Schema own = Schema.object("")
                .required("customer_id", Schema.text("Id of find_customers or of an order.", 1, 128))
                .required("amount", Schema.money("How much, in the currency the customer pays in."))
                .required("reason", Schema.choice("Why the customer gets it; other needs a note.", REASONS))
                .optional("note", Schema.text("A note for the shop's staff.", 1, 1000))
                .optional("order_id", Schema.text("The customer's order it is given for.", 1, 128));
        return new Spec(
                IssueStoreCredit.TOOL,
                "Issue store credit",
                """
                Gives a customer money to spend in the shop, on a new gift card, at most once. Not to pay an order back: that \
                is refund_order, also to a gift card, and never both for one thing. Before: get_customer; list_actions for \
                what was given already. Example: {"customer_id": "noah_brown_6181", "amount": {"amount": "10.00", \
                "currency": "USD"}, "reason": "late_delivery", "order_id": "W4817420", "version": "<from get_customer>", \
                "reasoning": "The parcel came nine days late; the policy gives 10 USD."}""",
                WriteSchemas.input(own, "customer"),
                WriteSchemas.output(),
                Effect.WRITE,
                true);
    }

    @Override
    public ToolAnswer call(Caller caller, ObjectNode arguments) {
        String reason = arguments.path("reason").asText();
        String note = Requests.text(arguments, "note");
        Reasons.withNote(ports.settings(), IssueStoreCredit.TOOL, reason, note);
        IssueStoreCredit action = new IssueStoreCredit(
                Requests.customerId(arguments),
                Requests.positive(arguments, "amount"),
                reason,
                note,
                order(arguments),
                ports);
        return WriteAnswers.answer(gate.submit(caller, action, Requests.of(arguments)));
    }

    private static @Nullable OrderId order(ObjectNode arguments) {
        return Requests.text(arguments, "order_id") == null ? null : Requests.orderId(arguments);
    }

    @Override
    public String tool() {
        return IssueStoreCredit.TOOL;
    }

    @Override
    public Action revive(JsonNode arguments) {
        return IssueStoreCredit.revive(arguments, ports);
    }
}
