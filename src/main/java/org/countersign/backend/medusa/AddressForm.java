package org.countersign.backend.medusa;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.countersign.gate.Absence;
import org.countersign.gate.Json;
import org.countersign.gate.Proof;
import org.countersign.gate.StepKey;
import org.countersign.shop.Address;
import org.jspecify.annotations.Nullable;

/**
 * An address as it is written to Medusa: whole, since what is left out keeps its old value, and so that {@link Addresses}
 * reads back the same.
 */
final class AddressForm {

    static ObjectNode of(Address address) {
        String name = filled(address.name());
        int space = split(name);
        return Json.object()
                .put("first_name", space < 0 ? name : name.substring(0, space))
                .put("last_name", space < 0 ? "" : name.substring(space + 1))
                .put("company", filled(address.company()))
                .put("address_1", address.line1())
                .put("address_2", filled(address.line2()))
                .put("city", address.city())
                .put("province", filled(address.region()))
                .put("postal_code", address.postalCode())
                .put("country_code", address.country().toLowerCase(Locale.ROOT))
                .put("phone", filled(address.phone()));
    }

    /** What the object has of it before goes on beside our mark. */
    static ObjectNode marked(JsonNode metadata, StepKey key) {
        ObjectNode all = metadata instanceof ObjectNode before ? before.deepCopy() : Json.object();
        return all.setAll(Mark.of(key).metadata(Mark.MADE));
    }

    /** A state: it is as planned whoever made it so; another one is ours only where our mark says so. */
    static Proof proof(ObjectNode planned, ObjectNode shown, JsonNode metadata, StepKey key) {
        boolean ours = Mark.ofMetadata(metadata, Mark.MADE)
                .map(Mark::key)
                .filter(key::equals)
                .isPresent();
        return ours || shown.equals(planned) ? new Proof.Shown(shown) : new Proof.NotShown(Absence.HINT);
    }

    /** The one space of a name of two words; -1 where the whole name goes into one field. */
    private static int split(String name) {
        int space = name.indexOf(' ');
        boolean two = space > 0
                && !name.substring(space + 1).isBlank()
                && name.substring(space + 1).strip().length() == name.length() - space - 1;
        return two ? space : -1;
    }

    private static String filled(@Nullable String text) {
        return text == null ? "" : text;
    }

    private AddressForm() {}
}
