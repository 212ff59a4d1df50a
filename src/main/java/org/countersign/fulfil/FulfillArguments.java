package org.countersign.fulfil;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.countersign.gate.Json;
import org.countersign.refund.LineQuantities;
import org.countersign.refund.Refunds.LineQuantity;
import org.countersign.shop.OrderId;
import org.jspecify.annotations.Nullable;

/**
 * What fulfill_order was asked for, as pure data.
 *
 * @param lines          merged and sorted; empty: all that is left
 * @param notifyCustomer absent: the shop's setting
 */
record FulfillArguments(
        OrderId orderId,
        List<LineQuantity> lines,
        @Nullable String trackingNumber,
        @Nullable String carrier,
        @Nullable Boolean notifyCustomer) {

    FulfillArguments {
        lines = LineQuantities.merged(lines);
    }

    ObjectNode normalForm() {
        ObjectNode json = Json.object().put("order_id", orderId.value());
        json.set("lines", LineQuantities.toJson(lines));
        return json.put("tracking_number", trackingNumber)
                .put("carrier", carrier)
                .put("notify_customer", notifyCustomer == null ? "shop" : notifyCustomer.toString());
    }

    static FulfillArguments revive(JsonNode json) {
        String notify = json.path("notify_customer").asText();
        return new FulfillArguments(
                new OrderId(json.path("order_id").asText()),
                LineQuantities.fromJson(json.path("lines")),
                Json.textOrNull(json, "tracking_number"),
                Json.textOrNull(json, "carrier"),
                notify.equals("shop") ? null : Boolean.valueOf(notify));
    }
}
