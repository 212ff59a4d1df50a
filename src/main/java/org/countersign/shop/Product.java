package org.countersign.shop;

import java.util.List;
import java.util.Map;

/** A product with its variants; option names are the same on all of them. */
public record Product(String id, String title, List<Variant> variants) {

    /** @param stock units that can be had now; {@code available} says whether at least one can */
    public record Variant(
            String id, String productId, Map<String, String> options, Money price, boolean available, int stock) {}

    /** What find_products gives. */
    public record Summary(
            String id, String title, int variantCount, int availableVariantCount, Money priceFrom, Money priceTo) {}
}
