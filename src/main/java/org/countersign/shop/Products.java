package org.countersign.shop;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The port to read products. Every method throws {@link BackendUnavailable} when the shop cannot be asked. */
public interface Products {

    Optional<Product> product(String productId);

    Optional<Product> productOfVariant(String variantId);

    /** By title, case ignored; absent text gives all. */
    Page<Product.Summary> find(@Nullable String text, Page.Request page);
}
