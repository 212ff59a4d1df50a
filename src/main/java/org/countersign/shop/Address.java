package org.countersign.shop;

import org.jspecify.annotations.Nullable;

/** A postal address; {@code country} is ISO 3166-1 alpha-2. */
public record Address(
        @Nullable String name,
        @Nullable String company,
        String line1,
        @Nullable String line2,
        String city,
        @Nullable String region,
        String postalCode,
        String country,
        @Nullable String phone) {}
