package org.countersign.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.countersign.gate.Json;
import org.countersign.gate.ObjectRef;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;
import org.countersign.shop.ShopObject;

/**
 * Money taken with a method of the order's customer: one more payment of the order, shown by the id the shop gave it.
 *
 * @param reason {@link #PRICE_DIFFERENCE} or {@link #PAYMENT_METHOD_CHANGED}
 */
public record Charge(OrderId order, String methodId, Money amount, String reason) implements Change {

    public static final String KIND = "charge";

    public static final String PRICE_DIFFERENCE = "price_difference";

    /** Also the reason of the refund that follows: money that only moves between methods. */
    public static final String PAYMENT_METHOD_CHANGED = "payment_method_changed";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public ObjectRef object() {
        return ObjectRef.order(order.value());
    }

    @Override
    public Money money() {
        return amount;
    }

    @Override
    public ObjectNode toJson() {
        ObjectNode json = Json.object().put("order_id", order.value()).put("payment_method_id", methodId);
        json.set("amount", Json.money(amount));
        return json.put("reason", reason);
    }

    static Charge fromJson(JsonNode json) {
        return new Charge(
                new OrderId(json.path("order_id").asText()),
                json.path("payment_method_id").asText(),
                Json.moneyOf(json.path("amount")),
                json.path("reason").asText());
    }

    @Override
    public ObjectNode effect() {
        return effect(methodId, amount);
    }

    @Override
    public ObjectNode shown(ShopObject now, String id) {
        return ((Order) now)
                .payments().stream()
                        .filter(payment -> payment.id().equals(id))
                        .findFirst()
                        .map(payment -> effect(payment.method().id(), payment.amount()))
                        .orElseGet(Json::object);
    }

    private static ObjectNode effect(String methodId, Money amount) {
        ObjectNode json = Json.object().put("payment_method_id", methodId);
        json.set("amount", Json.money(amount));
        return json;
    }
}
