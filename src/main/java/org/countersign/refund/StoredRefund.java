package org.countersign.refund;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.countersign.gate.Json;
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
        json.set("lines", LineQuantities.toJson(refund.lines()));
        json.set("restock", LineQuantities.toJson(refund.restock()));
        return json;
    }

    static Refunds.Refund fromJson(JsonNode json) {
        return new Refunds.Refund(
                new OrderId(json.path("order_id").asText()),
                json.path("payment_id").asText(),
                json.path("payment_method_id").asText(),
                Json.moneyOf(json.path("amount")),
                LineQuantities.fromJson(json.path("lines")),
                json.hasNonNull("shipping") ? Json.moneyOf(json.path("shipping")) : null,
                LineQuantities.fromJson(json.path("restock")),
                json.path("reason").asText(),
                Json.textOrNull(json, "note"),
                json.path("notify_customer").asBoolean());
    }

    private StoredRefund() {}
}
