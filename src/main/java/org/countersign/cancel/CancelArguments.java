package org.countersign.cancel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.countersign.gate.Json;
import org.countersign.shop.OrderId;
import org.jspecify.annotations.Nullable;

/**
 * What cancel_order was asked for, as pure data.
 *
 * @param refund         pay back what was paid and not refunded yet
 * @param restock        put back what has not left the house
 * @param notifyCustomer absent: the shop's setting
 */
record CancelArguments(
        OrderId orderId,
        String reason,
        @Nullable String note,
        boolean refund,
        boolean restock,
        @Nullable Boolean notifyCustomer) {

    ObjectNode normalForm() {
        return Json.object()
                .put("order_id", orderId.value())
                .put("reason", reason)
                .put("note", note)
                .put("refund", refund)
                .put("restock", restock)
                .put("notify_customer", notifyCustomer == null ? "shop" : notifyCustomer.toString());
    }

    static CancelArguments revive(JsonNode json) {
        String notify = json.path("notify_customer").asText();
        return new CancelArguments(
                new OrderId(json.path("order_id").asText()),
                json.path("reason").asText(),
                Json.textOrNull(json, "note"),
                json.path("refund").asBoolean(),
                json.path("restock").asBoolean(),
                notify.equals("shop") ? null : Boolean.valueOf(notify));
    }
}
