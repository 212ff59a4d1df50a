package org.countersign.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.countersign.gate.Json;
import org.countersign.gate.ObjectRef;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;
import org.countersign.shop.ShopObject;

/**
 * One more label of an order: made, so it is shown by the id it was given.
 *
 * @param trackingNumber by the carrier, from the step's key; empty until it is sent
 */
public record ShippingLabel(
        OrderId order,
        Order.Label.Direction direction,
        String carrier,
        String service,
        Money price,
        String trackingNumber)
        implements Change {

    public static final String KIND = "shipping_label";

    public ShippingLabel numbered(String number) {
        return new ShippingLabel(order, direction, carrier, service, price, number);
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
        return form(direction, carrier, service, price)
                .put("order_id", order.value())
                .put("tracking_number", trackingNumber);
    }

    static ShippingLabel fromJson(JsonNode json) {
        JsonNode price = json.path("price");
        return new ShippingLabel(
                new OrderId(json.path("order_id").asText()),
                Order.Label.Direction.valueOf(json.path("direction").asText().toUpperCase(Locale.ROOT)),
                json.path("carrier").asText(),
                json.path("service").asText(),
                Json.moneyOf(price),
                json.path("tracking_number").asText());
    }

    @Override
    public ObjectNode effect() {
        return effect(form(direction, carrier, service, price));
    }

    @Override
    public ObjectNode shown(ShopObject now, String id) {
        return ((Order) now)
                .labels().stream()
                        .filter(label -> label.id().equals(id))
                        .findFirst()
                        .map(label -> effect(form(label.direction(), label.carrier(), label.service(), label.price())))
                        .orElseGet(Json::object);
    }

    /** What the carrier is paid. */
    @Override
    public Money money() {
        return price;
    }

    private static ObjectNode effect(ObjectNode label) {
        ObjectNode json = Json.object();
        json.set("label", label);
        return json;
    }

    private static ObjectNode form(Order.Label.Direction direction, String carrier, String service, Money price) {
        ObjectNode json = Json.object()
                .put("direction", Json.wire(direction))
                .put("carrier", carrier)
                .put("service", service);
        json.set("price", Json.money(price));
        return json;
    }
}
