package org.countersign.cancel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.countersign.caller.Caller;
import org.countersign.gate.Action;
import org.countersign.gate.ActionType;
import org.countersign.gate.Gate;
import org.countersign.gate.ShopSettings;
import org.countersign.mcp.Reasons;
import org.countersign.mcp.Requests;
import org.countersign.mcp.Schema;
import org.countersign.mcp.ShopTool;
import org.countersign.mcp.ToolAnswer;
import org.countersign.mcp.WriteAnswers;
import org.countersign.mcp.WriteSchemas;
import org.countersign.refund.Refunds;

/** The tool {@code cancel_order}. */
@ApplicationScoped
class CancelOrderTool implements ShopTool, ActionType {

    static final List<String> REASONS = List.of(
            "no_longer_needed",
            "ordered_by_mistake",
            "duplicate_order",
            "delivery_too_slow",
            "out_of_stock",
            "payment_problem",
            "suspected_fraud",
            "undeliverable_address",
            "other");

    private final Gate gate;
    private final Refunds refunds;
    private final Cancels cancels;
    private final ShopSettings.Source settings;

    CancelOrderTool(Gate gate, Refunds refunds, Cancels cancels, ShopSettings.Source settings) {
        this.gate = gate;
        this.refunds = refunds;
        this.cancels = cancels;
        this.settings = settings;
    }

    @Override
    public Spec spec() {
        Schema own = Schema.object("")
                .required("order_id", Schema.text("with or without #", 1, 128))
                .required("reason", Schema.choice("Why the order is cancelled; other needs a note.", REASONS))
                .optional("note", Schema.text("A note for the shop's staff.", 1, 1000))
                .optional(
                        "refund",
                        Schema.flag("Pay back everything that was paid and not refunded yet, shipping too.")
                                .byDefault(true))
                .optional(
                        "restock",
                        Schema.flag("Put back into stock what was not refunded before.")
                                .byDefault(true))
                .optional(
                        "notify_customer",
                        Schema.flag("Let the shop write to the customer. Default: the shop's setting."));
        return new Spec(
                CancelOrder.TOOL,
                "Cancel an order",
                """
                Cancels a whole open order of which nothing has been fulfilled, at most once. It first pays back all that is \
                left to refund, to the original payments: no refund_order before or after. Not for some lines \
                (refund_order), nor for what was shipped (create_return). It cannot be undone. Before: get_order; dry_run: \
                true shows the sum. PARTLY DONE: refunded, not cancelled. Example: {"order_id": "W4817420", \
                "reason": "ordered_by_mistake", "version": "<from get_order>", "reasoning": "Customer ordered twice and \
                asks to cancel this one."}""",
                WriteSchemas.input(own, "order"),
                WriteSchemas.output(),
                Effect.WRITE,
                true);
    }

    @Override
    public ToolAnswer call(Caller caller, ObjectNode arguments) {
        String reason = arguments.path("reason").asText();
        String note = Requests.text(arguments, "note");
        Reasons.withNote(settings.now(), CancelOrder.TOOL, reason, note);
        CancelArguments wanted = new CancelArguments(
                Requests.orderId(arguments),
                reason,
                note,
                !Boolean.FALSE.equals(Requests.flag(arguments, "refund")),
                !Boolean.FALSE.equals(Requests.flag(arguments, "restock")),
                Requests.flag(arguments, "notify_customer"));
        return WriteAnswers.answer(
                gate.submit(caller, new CancelOrder(wanted, refunds, cancels, settings), Requests.of(arguments)));
    }

    @Override
    public String tool() {
        return CancelOrder.TOOL;
    }

    @Override
    public Action revive(JsonNode arguments) {
        return new CancelOrder(CancelArguments.revive(arguments), refunds, cancels, settings);
    }
}
