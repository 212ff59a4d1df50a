package org.countersign.address;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.countersign.change.AddressJson;
import org.countersign.gate.Refusal;
import org.countersign.gate.ShopRule;
import org.countersign.mcp.BadArguments;
import org.countersign.mcp.Schema;
import org.countersign.shop.Address;
import org.jspecify.annotations.Nullable;

/**
 * An address as a caller gives it (contract, section 3): it replaces the whole one, but a name or phone that is absent is
 * kept.
 *
 * @param address text without the spaces around it, empty text absent; country in ISO 3166-1 alpha-2
 */
record GivenAddress(Address address) {

    /** Countries whose post needs a state, province or the like. */
    private static final Set<String> WITH_REGION = Set.of("US", "CA", "AU", "BR", "IN", "MX");

    static Schema schema() {
        return Schema.object("The whole new address. Name and phone are kept when absent; line2 absent clears it.")
                .optional("name", Schema.text("", 1, 200))
                .optional("company", Schema.text("", 0, 200))
                .required("line1", Schema.text("street and number", 1, 200))
                .optional("line2", Schema.text("", 0, 200))
                .required("city", Schema.text("", 1, 200))
                .optional("region", Schema.text("state or province, where the country has them", 0, 200))
                .required("postal_code", Schema.text("", 1, 32))
                .required("country", Schema.text("ISO 3166-1 alpha-2 such as US, or its English name", 2, 64))
                .optional("phone", Schema.text("", 1, 64));
    }

    /** @throws BadArguments when nobody knows the country */
    static GivenAddress of(JsonNode given) {
        String country = given.path("country").asText();
        return new GivenAddress(new Address(
                text(given, "name"),
                text(given, "company"),
                said(given, "line1"),
                text(given, "line2"),
                said(given, "city"),
                text(given, "region"),
                said(given, "postal_code"),
                country(country)
                        .orElseThrow(() -> BadArguments.at(
                                "address.country", country, "an ISO 3166-1 code such as US or DE", "is no country")),
                text(given, "phone")));
    }

    ObjectNode normalForm() {
        return AddressJson.toJson(address);
    }

    static GivenAddress revive(JsonNode json) {
        return new GivenAddress(AddressJson.fromJson(json));
    }

    /** @param present whose name and phone are kept */
    Address over(@Nullable Address present) {
        return present == null
                ? address
                : new Address(
                        address.name() == null ? present.name() : address.name(),
                        address.company(),
                        address.line1(),
                        address.line2(),
                        address.city(),
                        address.region(),
                        address.postalCode(),
                        address.country(),
                        address.phone() == null ? present.phone() : address.phone());
    }

    /** What a parcel could not be sent to. */
    Optional<Refusal> incomplete() {
        List<String> missing = Arrays.asList(
                address.line1().isEmpty() ? "line1" : null,
                address.city().isEmpty() ? "city" : null,
                address.postalCode().isEmpty() ? "postal_code" : null,
                address.region() == null && WITH_REGION.contains(address.country()) ? "region" : null);
        String names =
                String.join(", ", missing.stream().filter(name -> name != null).toList());
        if (!names.isEmpty()) {
            return Optional.of(incomplete("The address lacks " + names + "."));
        }
        return address.country().equals("US") && !address.postalCode().matches("[0-9]{5}(-?[0-9]{4})?")
                ? Optional.of(incomplete("A postal code of the United States has five digits, or nine."))
                : Optional.empty();
    }

    private static Refusal incomplete(String message) {
        return Refusal.rule(ShopRule.ADDRESS_INCOMPLETE, message, "Ask the customer for it; do not guess.");
    }

    /** By its two letters, its three letters or its English name, case ignored. */
    private static Optional<String> country(String given) {
        String asked = given.strip();
        return Arrays.stream(Locale.getISOCountries())
                .filter(code -> {
                    Locale country = Locale.of("", code);
                    return asked.equalsIgnoreCase(code)
                            || asked.equalsIgnoreCase(country.getISO3Country())
                            || asked.equalsIgnoreCase(country.getDisplayCountry(Locale.ENGLISH));
                })
                .findFirst();
    }

    private static String said(JsonNode given, String name) {
        return given.path(name).asText().strip();
    }

    private static @Nullable String text(JsonNode given, String name) {
        String text = said(given, name);
        return text.isEmpty() ? null : text;
    }
}
