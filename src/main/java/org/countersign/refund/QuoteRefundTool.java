package org.countersign.refund;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.countersign.caller.Caller;
import org.countersign.gate.ErrorCode;
import org.countersign.gate.Json;
import org.countersign.gate.Next;
import org.countersign.gate.Refusal;
import org.countersign.mcp.BadArguments;
import org.countersign.mcp.ReadAnswers;
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
        return new Spec(
                "quote_refund", "Quote a refund", """
                Says what a refund would come to, by the shop's own arithmetic, and to which payments it would go back; it \
                changes nothing. Give what refund_order would be given, or nothing but order_id for all that is left. \
                Before: get_order for the line ids. Do not use it to refund: refund_order does. \
                Example: {"order_id": "W2611340", "lines": [{"line_id": "W2611340-1", "quantity": 1}]}.""", RefundParts.schema(), QuoteJson.schema(), Effect.READ, false);
    }

    @Override
    public ToolAnswer call(Caller caller, ObjectNode arguments) {
        RefundParts wanted = RefundParts.of(arguments);
        if (wanted.amount() != null && wanted.hasLinesOrShipping()) {
            throw new BadArguments(
                    "Both amount and lines or shipping were given.",
                    "Give lines and/or shipping, or amount alone, or none of them for all that is left.");
        }
        return ReadAnswers.of(() ->
                orders.order(wanted.order()).map(order -> quote(order, wanted)).orElseGet(QuoteRefundTool::notFound));
    }

    private ToolAnswer quote(Order order, RefundParts wanted) {
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

    private static ToolAnswer notFound() {
        return ReadAnswers.refused(Refusal.of(
                        ErrorCode.NOT_FOUND,
                        "The shop has no such order.",
                        "Check the id with the customer, or search with find_orders; do not try similar ids.")
                .then(new Next("find_orders", Json.object(), "search by customer, e-mail or item")));
    }
}
