package org.countersign.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.countersign.gate.Json;
import org.countersign.gate.ObjectRef;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;
import org.countersign.shop.ShopObject;
import org.jspecify.annotations.Nullable;

/**
 * Units that are to come back for money: a request, which moves neither. Shown by the return's id.
 *
 * @param amount       what the refund will come to
 * @param returnRateId of the label it is to come back with, where one was chosen
 */
public record ReturnRequest(
        OrderId order,
        List<Order.ReturnLine> lines,
        String refundTo,
        Money amount,
        @Nullable String returnRateId) implements Change {

    public static final String KIND = "return_request";

    public ReturnRequest {
        lines = ReturnLines.merged(lines);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public ObjectRef object() {
        return ObjectRef.order(order.value());
    }

    @Override
    public ObjectNode toJson() {
        ObjectNode json = Json.object().put("order_id", order.value());
        json.set("lines", ReturnLines.toJson(lines));
        json.put("refund_to", refundTo);
        json.set("amount", Json.money(amount));
        return returnRateId == null ? json : json.put("return_rate_id", returnRateId);
    }

    static ReturnRequest fromJson(JsonNode json) {
        JsonNode amount = json.path("amount");
        return new ReturnRequest(
                new OrderId(json.path("order_id").asText()),
                ReturnLines.fromJson(json.path("lines")),
                json.path("refund_to").asText(),
                Json.moneyOf(amount),
                Json.textOrNull(json, "return_rate_id"));
    }

    @Override
    public ObjectNode effect() {
        return effect(Order.Return.Status.REQUESTED, lines, refundTo, amount, returnRateId);
    }

    @Override
    public ObjectNode shown(ShopObject now, String id) {
        return ((Order) now)
                .returns().stream()
                        .filter(one -> one.id().equals(id))
                        .findFirst()
                        .map(one -> effect(
                                one.status(),
                                ReturnLines.merged(one.lines()),
                                one.refundTo(),
                                one.amount(),
                                one.returnRateId()))
                        .orElseGet(() -> Json.object().put("gone", id));
    }

    private static ObjectNode effect(
            Order.Return.Status status,
            List<Order.ReturnLine> lines,
            @Nullable String refundTo,
            @Nullable Money amount,
            @Nullable String returnRateId) {
        ObjectNode json = Json.object().put("return_status", Json.wire(status));
        json.set("lines", ReturnLines.toJson(lines));
        json.put("refund_to", refundTo);
        json.set("amount", amount == null ? null : Json.money(amount));
        return returnRateId == null ? json : json.put("return_rate_id", returnRateId);
    }
}
