package org.countersign.backend.medusa;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.countersign.backend.Fields;
import org.countersign.shop.Address;
import org.jspecify.annotations.Nullable;

/** An address of Medusa: names in two fields, the country in lower case, and any of it absent. */
final class Addresses {

    static final Address NONE = new Address(null, null, "", null, "", null, "", "", null);

    static Address of(Fields address) {
        return new Address(
                name(address),
                blankToNull(address.textOrNull("company")),
                orEmpty(address.textOrNull("address_1")),
                blankToNull(address.textOrNull("address_2")),
                orEmpty(address.textOrNull("city")),
                blankToNull(address.textOrNull("province")),
                orEmpty(address.textOrNull("postal_code")),
                orEmpty(address.textOrNull("country_code")).toUpperCase(Locale.ROOT),
                blankToNull(address.textOrNull("phone")));
    }

    /** Of a person, from {@code first_name} and {@code last_name}. */
    static @Nullable String name(Fields person) {
        return blankToNull(Stream.of(person.textOrNull("first_name"), person.textOrNull("last_name"))
                .filter(part -> part != null && !part.isBlank())
                .map(String::strip)
                .collect(Collectors.joining(" ")));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    private Addresses() {}
}
