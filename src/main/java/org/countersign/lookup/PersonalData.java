package org.countersign.lookup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.countersign.caller.Caller;
import org.countersign.caller.Grants;
import org.countersign.caller.Permissions;
import org.countersign.gate.Json;
import org.countersign.gate.Mask;
import org.countersign.shop.Address;
import org.countersign.shop.PaymentMethod;
import org.jspecify.annotations.Nullable;

/**
 * What a caller sees of people. Without see_personal_data, e-mail, phone, street and the labels of payment methods are
 * masked; names, ids, kinds, balances, city, postal code and country are not.
 */
record PersonalData(boolean shown) {

    static PersonalData of(Grants grants, Caller caller) {
        return new PersonalData(grants.permissions(caller.roles()).has(Permissions.SEE_PERSONAL_DATA));
    }

    /** Masked: first letter and domain, {@code j***@example.com}. */
    String email(String email) {
        return shown ? email : Mask.email(email);
    }

    ObjectNode address(Address address) {
        ObjectNode json = Json.object();
        put(json, "name", address.name());
        put(json, "company", address.company());
        put(json, "line1", masked(address.line1()));
        put(json, "line2", masked(address.line2()));
        put(json, "city", address.city());
        put(json, "region", address.region());
        put(json, "postal_code", address.postalCode());
        put(json, "country", address.country());
        put(json, "phone", masked(address.phone()));
        return json;
    }

    ObjectNode method(PaymentMethod method) {
        ObjectNode json = Json.object()
                .put("id", method.id())
                .put("kind", Json.wire(method.kind()))
                .put("label", masked(method.label()));
        if (method.balance() != null) {
            json.set("balance", Json.money(method.balance()));
        }
        return json.put("can_charge", method.canCharge()).put("can_credit", method.canCredit());
    }

    @Nullable
    String masked(@Nullable String value) {
        return shown || value == null ? value : Mask.text();
    }

    private static void put(ObjectNode json, String name, @Nullable String value) {
        if (value != null) {
            json.put(name, value);
        }
    }
}
