package org.countersign.cancel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.countersign.gate.Json;
import org.countersign.refund.LineQuantities;
import org.countersign.shop.OrderId;

/** The exact request of the last step, as the ledger keeps it. */
final class StoredCancel {

    static ObjectNode toJson(Cancels.Cancel cancel) {
        ObjectNode json = Json.object()
                .put("order_id", cancel.order().value())
                .put("reason", cancel.reason())
                .put("note", cancel.note())
                .put("notify_customer", cancel.notifyCustomer());
        json.set("restock", LineQuantities.toJson(cancel.restock()));
        return json;
    }

    static Cancels.Cancel fromJson(JsonNode json) {
        return new Cancels.Cancel(
                new OrderId(json.path("order_id").asText()),
                json.path("reason").asText(),
                Json.textOrNull(json, "note"),
                LineQuantities.fromJson(json.path("restock")),
                json.path("notify_customer").asBoolean());
    }

    private StoredCancel() {}
}
