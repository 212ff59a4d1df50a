package org.countersign.refund;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.countersign.caller.Caller;
import org.countersign.gate.ErrorCode;
import org.countersign.gate.Json;
import org.countersign.gate.Next;
import org.countersign.gate.Refusal;
import org.countersign.mcp.ReadAnswers;
import org.countersign.mcp.Requests;
import org.countersign.mcp.Schema;
import org.countersign.mcp.ShopTool;
import org.countersign.mcp.ToolAnswer;
import org.countersign.shop.Order;
import org.countersign.shop.Orders;

/** The tool {@code quote_refund}: what refund_order would pay, by the same rules and the shop's own arithmetic. */
@ApplicationScoped
class QuoteRefundTool implements ShopTool {

    private final Orders orders;
    private final Refunds refunds;

    QuoteRefundTool(Orders orders, Refunds refunds) {
        this.orders = orders;
        this.refunds = refunds;
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
                .optional("amount", Schema.money("A sum instead of lines and shipping."));
        return new Spec("quote_refund", "Quote a refund", """
                Says what a refund would come to, by the shop's own arithmetic, and to which payments it would go back; it \
                changes nothing. Give what refund_order would be given, or nothing but order_id for all that is left. \
                Before: get_order for the line ids. Do not use it to refund: refund_order does. \
                Example: {"order_id": "W2611340", "lines": [{"line_id": "W2611340-1", "quantity": 1}]}.""", own, QuoteJson.schema(), Effect.READ, false);
    }

    @Override
    public ToolAnswer call(Caller caller, ObjectNode arguments) {
        if (arguments.hasNonNull("amount") && (arguments.hasNonNull("lines") || arguments.hasNonNull("shipping"))) {
            return invalid(
                    "Both amount and lines or shipping were given.",
                    "Give lines and/or shipping, or amount alone, or none of them for all that is left.");
        }
        return ReadAnswers.of(() -> {
            try {
                RefundArguments wanted = wanted(arguments);
                return orders.order(wanted.orderId())
                        .map(order -> quote(order, wanted))
                        .orElseGet(QuoteRefundTool::notFound);
            } catch (IllegalArgumentException wrong) {
                return invalid(String.valueOf(wrong.getMessage()), "Correct it and call again.");
            }
        });
    }

    private ToolAnswer quote(Order order, RefundArguments wanted) {
        Optional<Refusal> forbidden = RefundRules.check(order, wanted);
        if (forbidden.isPresent()) {
            return ReadAnswers.refused(forbidden.get());
        }
        Refunds.Quote quote =
                refunds.quote(order, new Refunds.Wanted(wanted.lines(), wanted.shipping(), wanted.amount()));
        return RefundRules.check(quote, wanted)
                .map(ReadAnswers::refused)
                .orElseGet(() -> ToolAnswer.of(QuoteJson.of(order, quote)));
    }

    private static RefundArguments wanted(ObjectNode arguments) {
        List<Refunds.LineQuantity> lines = new ArrayList<>();
        arguments
                .path("lines")
                .forEach(line -> lines.add(new Refunds.LineQuantity(
                        line.path("line_id").asText(), line.path("quantity").asInt())));
        return new RefundArguments(
                Requests.orderId(arguments),
                lines,
                RefundOrderTool.positive(arguments, "shipping"),
                RefundOrderTool.positive(arguments, "amount"),
                "other",
                null,
                null,
                null,
                null);
    }

    private static ToolAnswer invalid(String message, String fix) {
        return ReadAnswers.refused(Refusal.of(ErrorCode.INVALID_ARGUMENTS, message, fix));
    }

    private static ToolAnswer notFound() {
        return ReadAnswers.refused(Refusal.of(
                        ErrorCode.NOT_FOUND,
                        "The shop has no such order.",
                        "Check the id with the customer, or search with find_orders; do not try similar ids.")
                .then(new Next("find_orders", Json.object(), "search by customer, e-mail or item")));
    }
}
