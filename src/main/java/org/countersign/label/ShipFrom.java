package org.countersign.label;

import jakarta.inject.Singleton;
import java.util.Optional;
import org.countersign.shop.Address;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The shop's own address, from which it sends and to which it takes returns: settings {@code countersign.ship-from.*}. */
@Singleton
public class ShipFrom {

    private final Address address;

    public ShipFrom(
            @ConfigProperty(name = "countersign.ship-from.name") String name,
            @ConfigProperty(name = "countersign.ship-from.line1") String line1,
            @ConfigProperty(name = "countersign.ship-from.line2") Optional<String> line2,
            @ConfigProperty(name = "countersign.ship-from.city") String city,
            @ConfigProperty(name = "countersign.ship-from.region") Optional<String> region,
            @ConfigProperty(name = "countersign.ship-from.postal-code") String postalCode,
            @ConfigProperty(name = "countersign.ship-from.country") String country,
            @ConfigProperty(name = "countersign.ship-from.phone") Optional<String> phone) {
        if (!country.matches("[A-Z]{2}")) {
            throw new IllegalArgumentException(
                    "countersign.ship-from.country is an ISO 3166-1 code such as US, not " + country);
        }
        this.address = new Address(
                name,
                null,
                line1,
                line2.orElse(null),
                city,
                region.orElse(null),
                postalCode,
                country,
                phone.orElse(null));
    }

    public Address address() {
        return address;
    }
}
