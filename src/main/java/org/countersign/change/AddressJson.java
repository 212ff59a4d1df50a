package org.countersign.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.countersign.gate.Json;
import org.countersign.shop.Address;
import org.jspecify.annotations.Nullable;

/** An address as it is stored and sent: the names of contract section 3, what is absent left out. */
public final class AddressJson {

    public static ObjectNode toJson(Address address) {
        ObjectNode json = Json.object();
        put(json, "name", address.name());
        put(json, "company", address.company());
        put(json, "line1", address.line1());
        put(json, "line2", address.line2());
        put(json, "city", address.city());
        put(json, "region", address.region());
        put(json, "postal_code", address.postalCode());
        put(json, "country", address.country());
        put(json, "phone", address.phone());
        return json;
    }

    public static Address fromJson(JsonNode json) {
        return new Address(
                Json.textOrNull(json, "name"),
                Json.textOrNull(json, "company"),
                json.path("line1").asText(),
                Json.textOrNull(json, "line2"),
                json.path("city").asText(),
                Json.textOrNull(json, "region"),
                json.path("postal_code").asText(),
                json.path("country").asText(),
                Json.textOrNull(json, "phone"));
    }

    /** Empty and absent are one. */
    private static void put(ObjectNode json, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            json.put(name, value);
        }
    }

    private AddressJson() {}
}
