package org.countersign.backend.remote;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.countersign.backend.Fields;
import org.countersign.backend.OfBackend;
import org.countersign.shop.Page;
import org.countersign.shop.Product;
import org.countersign.shop.Products;
import org.jspecify.annotations.Nullable;

/** The products of a shop behind the protocol. */
@OfBackend(RemoteShop.NAME)
@ApplicationScoped
class RemoteProducts implements Products {

    private final Questions questions;

    RemoteProducts(Questions questions) {
        this.questions = questions;
    }

    @Override
    public Optional<Product> product(String productId) {
        return questions.one("/product", Map.of("id", productId), RemoteProducts::product);
    }

    @Override
    public Optional<Product> productOfVariant(String variantId) {
        return questions.one("/product", Map.of("variant_id", variantId), RemoteProducts::product);
    }

    @Override
    public Page<Product.Summary> find(@Nullable String text, Page.Request page) {
        Map<String, @Nullable String> filter = new HashMap<>();
        filter.put("query", text);
        return questions.page("/products", filter, page, RemoteProducts::summary);
    }

    private static Product product(Fields product) {
        String id = product.text("id");
        return new Product(id, product.text("title"), product.list("variants", variant -> variant(id, variant)));
    }

    private static Product.Variant variant(String product, Fields variant) {
        return new Product.Variant(
                variant.text("id"),
                product,
                variant.textMap("options"),
                variant.money("price"),
                variant.flag("available"),
                variant.count("stock"));
    }

    private static Product.Summary summary(Fields product) {
        return new Product.Summary(
                product.text("id"),
                product.text("title"),
                product.count("variant_count"),
                product.count("available_variant_count"),
                product.money("price_from"),
                product.money("price_to"));
    }
}
