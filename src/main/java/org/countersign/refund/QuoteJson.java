package org.countersign.refund;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.countersign.gate.Json;
import org.countersign.mcp.AnswerSchema;
import org.countersign.mcp.Schema;
import org.countersign.shop.Money;
import org.countersign.shop.Order;

/** What quote_refund shows, and its schema. The payments are those that refund_order would use, in its order. */
final class QuoteJson {

    static ObjectNode of(Order order, Refunds.Quote quote) {
        ObjectNode content = Json.object()
                .put(
                        "summary",
                        "A refund of " + quote.total() + " is possible on order " + order.name() + "; at most "
                                + quote.maximum() + ". Nothing was changed.")
                .put("order_id", order.id().value());
        ArrayNode lines = content.putArray("lines");
        quote.lines()
                .forEach(line -> lines.addObject()
                        .put("line_id", line.lineId())
                        .put("quantity", line.quantity())
                        .set("amount", Json.money(line.amount())));
        content.set("shipping", Json.money(quote.shipping()));
        content.set("total", Json.money(quote.total()));
        content.set("maximum", Json.money(quote.maximum()));
        content.set("maximum_shipping", Json.money(quote.maximumShipping()));
        payments(content.putArray("payments"), order, quote.total());
        return content;
    }

    static Schema schema() {
        Schema line = Schema.answer("")
                .gives("line_id", Schema.text(""))
                .gives("quantity", Schema.integer("", 0, Integer.MAX_VALUE))
                .gives("amount", Schema.answer(""));
        Schema payment = Schema.answer("")
                .gives("payment_id", Schema.text(""))
                .gives("method_id", Schema.text(""))
                .gives("kind", Schema.text(""))
                .gives("amount", Schema.answer("what would go back to it"))
                .gives("refundable", Schema.answer("what could go back to it at most"));
        return AnswerSchema.base("the sum and the maximum")
                .gives("order_id", Schema.text(""))
                .gives("lines", Schema.list("", line))
                .gives("shipping", Schema.answer(""))
                .gives("total", Schema.answer("what the refund would come to"))
                .gives("maximum", Schema.answer("the most the whole order can still be refunded"))
                .gives("maximum_shipping", Schema.answer("the most of it for shipping"))
                .gives("payments", Schema.list("newest first, as refund_order would use them", payment));
    }

    private static void payments(ArrayNode payments, Order order, Money total) {
        Money left = total;
        for (Order.Payment payment : RefundSteps.newestFirst(order)) {
            Money part = left.min(payment.refundable());
            left = left.minus(part);
            ObjectNode row = payments.addObject()
                    .put("payment_id", payment.id())
                    .put("method_id", payment.method().id())
                    .put("kind", Json.wire(payment.method().kind()));
            row.set("amount", Json.money(part));
            row.set("refundable", Json.money(payment.refundable()));
        }
    }

    private QuoteJson() {}
}
