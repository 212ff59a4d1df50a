package org.countersign.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.countersign.gate.Json;
import org.countersign.gate.ObjectRef;
import org.countersign.shop.Address;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;
import org.countersign.shop.ShopObject;

/** The whole address an order goes to: a state, so it is shown by what the order says now. */
public record ShippingAddress(OrderId order, Address address) implements Change {

    public static final String KIND = "shipping_address";

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
        json.set("address", AddressJson.toJson(address));
        return json;
    }

    static ShippingAddress fromJson(JsonNode json) {
        return new ShippingAddress(
                new OrderId(json.path("order_id").asText()), AddressJson.fromJson(json.path("address")));
    }

    @Override
    public ObjectNode effect() {
        return effect(address);
    }

    @Override
    public ObjectNode shown(ShopObject now, String id) {
        return effect(((Order) now).shippingAddress());
    }

    private static ObjectNode effect(Address address) {
        ObjectNode json = Json.object();
        json.set("shipping_address", AddressJson.toJson(address));
        return json;
    }
}
