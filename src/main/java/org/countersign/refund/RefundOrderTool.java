package org.countersign.refund;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.countersign.caller.Caller;
import org.countersign.gate.Action;
import org.countersign.gate.ActionType;
import org.countersign.gate.Gate;
import org.countersign.gate.ShopSettings;
import org.countersign.mcp.BadArguments;
import org.countersign.mcp.Reasons;
import org.countersign.mcp.Requests;
import org.countersign.mcp.Schema;
import org.countersign.mcp.ShopTool;
import org.countersign.mcp.ToolAnswer;
import org.countersign.mcp.WriteAnswers;
import org.countersign.mcp.WriteSchemas;
import org.countersign.shop.Customers;
import org.jspecify.annotations.Nullable;

/** The tool {@code refund_order}. */
@ApplicationScoped
class RefundOrderTool implements ShopTool, ActionType {

    static final List<String> REASONS = List.of(
            "damaged",
            "defective",
            "wrong_item",
            "missing_item",
            "not_received",
            "late_delivery",
            "not_as_described",
            "returned",
            "price_adjustment",
            "charged_in_error",
            "goodwill",
            "suspected_fraud",
            "other");

    private final Gate gate;
    private final Refunds refunds;
    private final Customers customers;
    private final ShopSettings.Source settings;

    RefundOrderTool(Gate gate, Refunds refunds, Customers customers, ShopSettings.Source settings) {
        this.gate = gate;
        this.refunds = refunds;
        this.customers = customers;
        this.settings = settings;
    }

    @Override
    public Spec spec() {
        Schema own = RefundParts.schema()
                .required("reason", Schema.choice("Why the customer gets money back; other needs a note.", REASONS))
                .optional("note", Schema.text("For the shop's staff.", 1, 1000))
                .optional(
                        "restock",
                        Schema.flag("Put the refunded units back into stock. Default: those not yet fulfilled."))
                .optional(
                        "notify_customer",
                        Schema.flag("Let the shop write to the customer. Default: the shop's setting."))
                .optional(
                        "refund_to",
                        Schema.text(
                                "Another payment method of this customer with can_credit. Default: the original payments.",
                                1,
                                128));
        return new Spec(
                "refund_order",
                "Refund an order",
                """
                Pays money back for an order, at most once: give lines and/or shipping, or an amount alone. Do not use it to \
                cancel an order (cancel_order refunds by itself) or to ask for a return. Before: get_order for the version \
                and the line ids; quote_refund for the sum. The answer is DONE only when the shop shows the refund. \
                Example: {"order_id": "W2611340", "lines": [{"line_id": "W2611340-1", "quantity": 1}], "reason": "damaged", \
                "version": "<from get_order>", "reasoning": "Customer reports that the bottle arrived broken."}""",
                WriteSchemas.input(own, "order"),
                WriteSchemas.output(),
                Effect.WRITE,
                true);
    }

    @Override
    public ToolAnswer call(Caller caller, ObjectNode arguments) {
        RefundParts parts = RefundParts.of(arguments);
        boolean amount = parts.amount() != null;
        if (parts.hasLinesOrShipping() == amount) {
            throw new BadArguments(
                    amount
                            ? "Give either lines and/or shipping, or amount alone; both were given."
                            : "Neither lines and/or shipping nor amount was given.",
                    "Say what to refund: lines and/or shipping for parts of the order, or amount for a sum.");
        }
        String reason = arguments.path("reason").asText();
        String note = Requests.text(arguments, "note");
        Reasons.withNote(settings.now(), RefundOrder.TOOL, reason, note);
        return WriteAnswers.answer(gate.submit(caller, action(parts, arguments, reason, note), Requests.of(arguments)));
    }

    private Action action(RefundParts parts, ObjectNode arguments, String reason, @Nullable String note) {
        return new RefundOrder(
                new RefundArguments(
                        parts.order(),
                        parts.lines(),
                        parts.shipping(),
                        parts.amount(),
                        reason,
                        note,
                        Requests.flag(arguments, "restock"),
                        Requests.flag(arguments, "notify_customer"),
                        Requests.text(arguments, "refund_to")),
                refunds,
                customers,
                settings);
    }

    @Override
    public String tool() {
        return RefundOrder.TOOL;
    }

    @Override
    public Action revive(JsonNode arguments) {
        return new RefundOrder(RefundArguments.revive(arguments), refunds, customers, settings);
    }
}
