package org.countersign.medusa;

import java.util.Map;

/**
 * What a shop has before its first order. Keys of a throw-away shop on the loopback address.
 *
 * @param profile of shipping
 * @param zone where the shop ships to
 * @param regions by currency: USD, JPY, KWD without taxes; {@link #TAXED} in USD, where each product may have its rate
 * @param taxes the tax region of {@link #TAXED}
 */
record Ground(
        String secretKey,
        String publishableKey,
        String channel,
        String location,
        String profile,
        String zone,
        Map<String, String> regions,
        String taxes) {

    static final String TAXED = "taxed";

    /** The country that a region of this name sells to. */
    static final Map<String, String> COUNTRIES = Map.of("USD", "us", "JPY", "jp", "KWD", "kw", TAXED, "ca");

    String region(String name) {
        return regions.get(name);
    }
}
