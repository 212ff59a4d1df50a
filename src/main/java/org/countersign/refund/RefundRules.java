package org.countersign.refund;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.countersign.gate.ErrorCode;
import org.countersign.gate.Json;
import org.countersign.gate.Refusal;
import org.countersign.gate.ShopRule;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.jspecify.annotations.Nullable;

/** Which refunds the shop's rules forbid; quantities and amounts are checked here, whatever a shop would accept. */
final class RefundRules {

    /** Against the order as it is. */
    static Optional<Refusal> check(Order order, RefundParts wanted) {
        Money refundable = order.totals().refundable();
        for (Refunds.LineQuantity line : wanted.lines()) {
            Optional<Order.Line> found = order.line(line.lineId());
            if (found.isEmpty()) {
                return Optional.of(Refusal.rule(
                        ShopRule.LINE_NOT_IN_ORDER,
                        "Order " + order.name() + " has no line " + shown(line.lineId()) + ".",
                        "Use the line ids of get_order."));
            }
            int left = found.get().refundableQuantity();
            if (line.quantity() > left) {
                return Optional.of(Refusal.rule(
                                ShopRule.QUANTITY_TOO_HIGH,
                                "Of line " + line.lineId() + " " + left + " can still be refunded, not "
                                        + line.quantity() + ".",
                                left == 0
                                        ? "It was refunded already; see list_actions."
                                        : "Ask for at most " + left + ".")
                        .with(Json.object().put("line_id", line.lineId()).put("maximum_quantity", left)));
            }
        }
        Optional<Refusal> money =
                money(wanted.amount(), refundable, "amount").or(() -> money(wanted.shipping(), refundable, "shipping"));
        if (money.isPresent()) {
            return money;
        }
        if (!refundable.isPositive()) {
            return Optional.of(Refusal.rule(
                            ShopRule.NOTHING_TO_REFUND,
                            "Nothing of order " + order.name() + " can be refunded any more: "
                                    + order.totals().refunded() + " of "
                                    + order.totals().total() + " went back already.",
                            "See list_actions for what was done.")
                    .with(maximum(refundable)));
        }
        return Optional.empty();
    }

    /** Against the backend's own arithmetic. */
    static Optional<Refusal> check(Refunds.Quote quote, RefundParts wanted) {
        Money shipping = wanted.shipping();
        if (shipping != null && shipping.compareTo(quote.maximumShipping()) > 0) {
            return Optional.of(exceeds("shipping of " + shipping, quote.maximumShipping()));
        }
        if (quote.total().compareTo(quote.maximum()) > 0) {
            return Optional.of(exceeds(quote.total().toString(), quote.maximum()));
        }
        if (!quote.total().isPositive()) {
            return Optional.of(Refusal.rule(
                    ShopRule.NOTHING_TO_REFUND,
                    "What was asked for comes to " + quote.total() + ".",
                    "Ask for lines that cost something, or for an amount."));
        }
        return Optional.empty();
    }

    private static Optional<Refusal> money(@Nullable Money asked, Money refundable, String name) {
        if (asked == null) {
            return Optional.empty();
        }
        if (!asked.currency().equals(refundable.currency())) {
            return Optional.of(Refusal.of(
                    ErrorCode.INVALID_ARGUMENTS,
                    name + " is in " + asked.currency() + ", but the order was paid in " + refundable.currency() + ".",
                    "Give " + name + " in " + refundable.currency() + "."));
        }
        return Optional.empty();
    }

    static Refusal exceeds(String what, Money maximum) {
        return Refusal.of(
                        ErrorCode.EXCEEDS_REFUNDABLE,
                        what + " is more than can still be refunded: " + maximum + ".",
                        maximum.isPositive()
                                ? "Ask for at most " + maximum + "."
                                : "See list_actions for what was done.")
                .with(maximum(maximum));
    }

    private static ObjectNode maximum(Money maximum) {
        ObjectNode data = Json.object();
        data.set("maximum", Json.money(maximum));
        return data;
    }

    private static String shown(String lineId) {
        return lineId.length() > 40 ? lineId.substring(0, 40) + "…" : lineId;
    }

    private RefundRules() {}
}
