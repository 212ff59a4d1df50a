package org.countersign.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.countersign.gate.Json;
import org.countersign.gate.ObjectRef;
import org.countersign.shop.Customer;
import org.countersign.shop.CustomerId;
import org.countersign.shop.Money;
import org.countersign.shop.OrderId;
import org.countersign.shop.PaymentMethod;
import org.countersign.shop.ShopObject;
import org.jspecify.annotations.Nullable;

/**
 * A new gift card of a customer, shown by the id that the shop gave it.
 *
 * @param about the order it is given for, if any
 */
public record StoreCredit(
        CustomerId customer,
        Money amount,
        String reason,
        @Nullable String note,
        @Nullable OrderId about) implements Change {

    public static final String KIND = "store_credit";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public ObjectRef object() {
        return ObjectRef.customer(customer.value());
    }

    @Override
    public Money money() {
        return amount;
    }

    @Override
    public ObjectNode toJson() {
        ObjectNode json = Json.object().put("customer_id", customer.value());
        json.set("amount", Json.money(amount));
        json.put("reason", reason);
        if (note != null) {
            json.put("note", note);
        }
        return about == null ? json : json.put("order_id", about.value());
    }

    static StoreCredit fromJson(JsonNode json) {
        return new StoreCredit(
                new CustomerId(json.path("customer_id").asText()),
                Money.parse(
                        json.at("/amount/amount").asText(),
                        json.at("/amount/currency").asText()),
                json.path("reason").asText(),
                Json.textOrNull(json, "note"),
                json.hasNonNull("order_id") ? new OrderId(json.path("order_id").asText()) : null);
    }

    @Override
    public ObjectNode effect() {
        return effect(PaymentMethod.Kind.GIFT_CARD, amount);
    }

    @Override
    public ObjectNode shown(ShopObject now, String id) {
        return ((Customer) now)
                .paymentMethod(id)
                .map(method -> effect(method.kind(), method.balance()))
                .orElseGet(Json::object);
    }

    private static ObjectNode effect(PaymentMethod.Kind kind, @Nullable Money balance) {
        ObjectNode json = Json.object();
        ObjectNode card = json.putObject("store_credit").put("kind", Json.wire(kind));
        if (balance != null) {
            card.set("amount", Json.money(balance));
        }
        return json;
    }
}
