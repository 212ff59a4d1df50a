package org.countersign.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.countersign.gate.Json;
import org.countersign.gate.ObjectRef;
import org.countersign.shop.Address;
import org.countersign.shop.Customer;
import org.countersign.shop.CustomerId;
import org.countersign.shop.ShopObject;
import org.jspecify.annotations.Nullable;

/** The whole default address of a customer: a state, so it is shown by what the customer has now. */
public record CustomerAddress(CustomerId customer, Address address) implements Change {

    public static final String KIND = "customer_address";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public ObjectRef object() {
        return ObjectRef.customer(customer.value());
    }

    @Override
    public ObjectNode toJson() {
        ObjectNode json = Json.object().put("customer_id", customer.value());
        json.set("address", AddressJson.toJson(address));
        return json;
    }

    static CustomerAddress fromJson(JsonNode json) {
        return new CustomerAddress(
                new CustomerId(json.path("customer_id").asText()), AddressJson.fromJson(json.path("address")));
    }

    @Override
    public ObjectNode effect() {
        return effect(address);
    }

    @Override
    public ObjectNode shown(ShopObject now, String id) {
        return effect(((Customer) now).defaultAddress());
    }

    private static ObjectNode effect(@Nullable Address address) {
        ObjectNode json = Json.object();
        if (address != null) {
            json.set("default_address", AddressJson.toJson(address));
        }
        return json;
    }
}
