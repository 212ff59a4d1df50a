package org.countersign.refund;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.countersign.gate.Json;
import org.countersign.shop.Money;
import org.countersign.shop.OrderId;
import org.jspecify.annotations.Nullable;

/**
 * What refund_order was asked for, as pure data. Lines are merged and sorted.
 *
 * @param restock        absent: what is unfulfilled
 * @param notifyCustomer absent: the shop's setting
 * @param refundTo       absent: the original payments
 */
record RefundArguments(
        OrderId orderId,
        List<Refunds.LineQuantity> lines,
        @Nullable Money shipping,
        @Nullable Money amount,
        String reason,
        @Nullable String note,
        @Nullable Boolean restock,
        @Nullable Boolean notifyCustomer,
        @Nullable String refundTo) {

    RefundArguments {
        lines = LineQuantities.merged(lines);
    }

    RefundParts parts() {
        return new RefundParts(orderId, lines, shipping, amount);
    }

    ObjectNode normalForm() {
        ObjectNode json = Json.object().put("order_id", orderId.value()).put("reason", reason);
        json.set("lines", LineQuantities.toJson(lines));
        json.set("shipping", minor(shipping));
        json.set("amount", minor(amount));
        json.put("note", note);
        json.put("restock", restock == null ? "unfulfilled" : restock.toString());
        json.put("notify_customer", notifyCustomer == null ? "shop" : notifyCustomer.toString());
        json.put("refund_to", refundTo);
        return json;
    }

    static RefundArguments revive(JsonNode json) {
        return new RefundArguments(
                new OrderId(json.path("order_id").asText()),
                LineQuantities.fromJson(json.path("lines")),
                money(json.path("shipping")),
                money(json.path("amount")),
                json.path("reason").asText(),
                Json.textOrNull(json, "note"),
                flag(json, "restock"),
                flag(json, "notify_customer"),
                Json.textOrNull(json, "refund_to"));
    }

    private static @Nullable Boolean flag(JsonNode json, String name) {
        return switch (json.path(name).asText()) {
            case "true" -> true;
            case "false" -> false;
            default -> null;
        };
    }

    private static @Nullable ObjectNode minor(@Nullable Money money) {
        return money == null
                ? null
                : Json.object()
                        .put("minor", Long.toString(money.minor()))
                        .put("currency", money.currency().getCurrencyCode());
    }

    private static @Nullable Money money(JsonNode json) {
        return json.isObject()
                ? new Money(
                        Long.parseLong(json.path("minor").asText()),
                        Money.currency(json.path("currency").asText()))
                : null;
    }
}
