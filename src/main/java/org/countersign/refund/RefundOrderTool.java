package org.countersign.refund;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.countersign.caller.Caller;
import org.countersign.gate.Action;
import org.countersign.gate.ActionType;
import org.countersign.gate.Gate;
import org.countersign.mcp.BadArguments;
import org.countersign.mcp.Requests;
import org.countersign.mcp.Schema;
import org.countersign.mcp.ShopTool;
import org.countersign.mcp.ToolAnswer;
import org.countersign.mcp.WriteAnswers;
import org.countersign.mcp.WriteSchemas;
import org.countersign.shop.Customers;
import org.countersign.shop.Money;
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

    RefundOrderTool(Gate gate, Refunds refunds, Customers customers) {
        this.gate = gate;
        this.refunds = refunds;
        this.customers = customers;
    }

    @Override
    public Spec spec() {
        Schema line = Schema.object("")
                .required("line_id", Schema.text("id of a line of this order", 1, 128))
                .required("quantity", Schema.integer("how many of it", 1, 100_000));
        Schema own = Schema.object("")
                .required("order_id", Schema.text("The order, with or without #.", 1, 128))
                .optional("lines", Schema.list("Which lines, and how many of each.", line, 1, 200))
                .optional("shipping", Schema.money("How much of the shipping cost; with or without lines."))
                .optional("amount", Schema.money("A sum instead of lines and shipping, such as for goodwill."))
                .required("reason", Schema.choice("Why the customer gets money back; other needs a note.", REASONS))
                .optional("note", Schema.text("A note for the shop's staff.", 1, 1000))
                .optional(
                        "restock",
                        Schema.flag("Put the refunded units back into stock. Default: those not yet fulfilled."))
                .optional(
                        "notify_customer",
                        Schema.flag("Let the shop write to the customer. Default: the shop's setting."))
                .optional(
                        "refund_to",
                        Schema.text(
                                "Id of another payment method of this customer with can_credit. Default: the original"
                                        + " payments, the newest first.",
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
        boolean parts = arguments.hasNonNull("lines") || arguments.hasNonNull("shipping");
        if (parts == arguments.hasNonNull("amount")) {
            throw new BadArguments(
                    parts
                            ? "Give either lines and/or shipping, or amount alone; both were given."
                            : "Neither lines and/or shipping nor amount was given.",
                    "Say what to refund: lines and/or shipping for parts of the order, or amount for a sum.");
        }
        String reason = arguments.path("reason").asText();
        String note = Requests.text(arguments, "note");
        if (reason.equals("other") && note == null) {
            throw new BadArguments("reason other needs a note.", "Add a note that says why, or use another reason.");
        }
        return WriteAnswers.answer(gate.submit(caller, action(arguments, reason, note), Requests.of(arguments)));
    }

    private Action action(ObjectNode arguments, String reason, @Nullable String note) {
        List<Refunds.LineQuantity> lines = new ArrayList<>();
        arguments
                .path("lines")
                .forEach(line -> lines.add(new Refunds.LineQuantity(
                        line.path("line_id").asText(), line.path("quantity").asInt())));
        return new RefundOrder(
                new RefundArguments(
                        Requests.orderId(arguments),
                        lines,
                        positive(arguments, "shipping"),
                        positive(arguments, "amount"),
                        reason,
                        note,
                        Requests.flag(arguments, "restock"),
                        Requests.flag(arguments, "notify_customer"),
                        Requests.text(arguments, "refund_to")),
                refunds,
                customers);
    }

    static @Nullable Money positive(ObjectNode arguments, String name) {
        JsonNode json = arguments.path(name);
        if (!json.isObject()) {
            return null;
        }
        String amount = json.path("amount").asText();
        String currency = json.path("currency").asText();
        try {
            Money money = Money.parse(amount, currency);
            if (money.isPositive()) {
                return money;
            }
        } catch (IllegalArgumentException wrong) {
            throw BadArguments.at(
                    name,
                    amount + " " + currency,
                    "an amount with the currency's own digits, such as {\"amount\": \"47.84\", \"currency\": \"USD\"}",
                    "is no sum of money: " + wrong.getMessage());
        }
        throw BadArguments.at(name + ".amount", amount, "more than zero", "must be above zero");
    }

    @Override
    public String tool() {
        return RefundOrder.TOOL;
    }

    @Override
    public Action revive(JsonNode arguments) {
        return new RefundOrder(RefundArguments.revive(arguments), refunds, customers);
    }
}
