package org.countersign.refund;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.countersign.gate.Json;
import org.countersign.shop.Money;
import org.countersign.shop.OrderId;

/** The exact request of one step, as the ledger keeps it. */
final class StoredRefund {

    static ObjectNode toJson(Refunds.Refund refund) {
        ObjectNode json = Json.object()
                .put("order_id", refund.order().value())
                .put("payment_id", refund.paymentId())
                .put("payment_method_id", refund.methodId())
                .put("reason", refund.reason())
                .put("note", refund.note())
                .put("notify_customer", refund.notifyCustomer());
        json.set("amount", Json.money(refund.amount()));
        if (refund.shipping() != null) {
            json.set("shipping", Json.money(refund.shipping()));
        }
        lines(refund.lines(), json.putArray("lines"));
        lines(refund.restock(), json.putArray("restock"));
        return json;
    }

    static Refunds.Refund fromJson(JsonNode json) {
        return new Refunds.Refund(
                new OrderId(json.path("order_id").asText()),
                json.path("payment_id").asText(),
                json.path("payment_method_id").asText(),
                money(json.path("amount")),
                lines(json.path("lines")),
                json.hasNonNull("shipping") ? money(json.path("shipping")) : null,
                lines(json.path("restock")),
                json.path("reason").asText(),
                json.hasNonNull("note") ? json.path("note").asText() : null,
                json.path("notify_customer").asBoolean());
    }

    static void lines(List<Refunds.LineQuantity> lines, ArrayNode rows) {
        lines.forEach(line -> rows.addObject().put("line_id", line.lineId()).put("quantity", line.quantity()));
    }

    /** {@code [{line_id, quantity}]}, as models send it and as it is stored. */
    static List<Refunds.LineQuantity> lines(JsonNode rows) {
        List<Refunds.LineQuantity> lines = new ArrayList<>();
        rows.forEach(row -> lines.add(new Refunds.LineQuantity(
                row.path("line_id").asText(), row.path("quantity").asInt())));
        return lines;
    }

    private static Money money(JsonNode json) {
        return Money.parse(json.path("amount").asText(), json.path("currency").asText());
    }

    private StoredRefund() {}
}
