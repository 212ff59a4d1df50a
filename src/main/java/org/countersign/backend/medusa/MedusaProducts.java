package org.countersign.backend.medusa;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.countersign.backend.Fields;
import org.countersign.backend.OfBackend;
import org.countersign.shop.Money;
import org.countersign.shop.Page;
import org.countersign.shop.Product;
import org.countersign.shop.Products;
import org.jspecify.annotations.Nullable;

/** The products of a Medusa shop, newest first; those that are not published can be looked at, but not had. */
@OfBackend(MedusaShop.NAME)
@ApplicationScoped
class MedusaProducts implements Products {

    private static final String LIST = "/admin/products";
    private static final int AT_ONCE = 50;
    private static final int MOST = 500;

    private final Medusa medusa;
    private final Optional<String> location;

    MedusaProducts(Medusa medusa, MedusaSettings settings) {
        this.medusa = medusa;
        this.location = settings.stockLocation();
    }

    @Override
    public Optional<Product> product(String productId) {
        if (!Medusa.isId(productId)) {
            return Optional.empty();
        }
        Catalogue catalogue = catalogue();
        return medusa.one(
                LIST + "/" + productId,
                Map.of("fields", Catalogue.FIELDS),
                answer -> catalogue.product(answer.object("product")));
    }

    @Override
    public Optional<Product> productOfVariant(String variantId) {
        return Medusa.isId(variantId) ? ofVariant(variantId).flatMap(this::product) : Optional.empty();
    }

    private Optional<String> ofVariant(String variantId) {
        return medusa
                .list(
                        "/admin/product-variants",
                        Map.of("id", variantId, "fields", "id,product_id"),
                        answer -> answer.list("variants", variant -> variant.text("product_id")))
                .stream()
                .findFirst();
    }

    @Override
    public Page<Product.Summary> find(@Nullable String text, Page.Request page) {
        Catalogue catalogue = catalogue();
        return new Scan<Made>(
                        LIST,
                        AT_ONCE,
                        MOST,
                        Made::at,
                        one -> one.product().id(),
                        before -> list(catalogue, text, before))
                .find(
                        page,
                        made -> isNamed(made.product(), text)
                                && !made.product().variants().isEmpty(),
                        made -> summary(made.product()));
    }

    private record Made(Product product, Instant at) {}

    private List<Made> list(Catalogue catalogue, @Nullable String text, @Nullable Instant before) {
        Map<String, @Nullable String> filter = new HashMap<>();
        filter.put("fields", Catalogue.FIELDS);
        filter.put("order", "-created_at");
        filter.put("limit", String.valueOf(AT_ONCE));
        filter.put("status[0]", "published");
        filter.put("q", text);
        filter.put("created_at[$lt]", before == null ? null : before.toString());
        return medusa.list(
                LIST,
                filter,
                answer -> answer.list(
                        "products", (Fields one) -> new Made(catalogue.product(one), one.time("created_at"))));
    }

    /** Medusa looks into descriptions and variants too; asked for are titles. */
    private static boolean isNamed(Product product, @Nullable String text) {
        String title = product.title().toLowerCase(Locale.ROOT);
        return text == null
                || Stream.of(text.strip().toLowerCase(Locale.ROOT).split("\\s+"))
                        .allMatch(title::contains);
    }

    private static Product.Summary summary(Product product) {
        Money first = product.variants().getFirst().price();
        List<Money> prices = product.variants().stream()
                .map(Product.Variant::price)
                .filter(price -> price.currency().equals(first.currency()))
                .sorted()
                .toList();
        return new Product.Summary(
                product.id(),
                product.title(),
                product.variants().size(),
                (int) product.variants().stream()
                        .filter(Product.Variant::available)
                        .count(),
                prices.getFirst(),
                prices.getLast());
    }

    private Catalogue catalogue() {
        return new Catalogue(
                medusa.list(
                        "/admin/stores",
                        Map.of("fields", "id,*supported_currencies"),
                        answer ->
                                answer.list("stores", store -> store.list("supported_currencies", one -> one)).stream()
                                        .flatMap(List::stream)
                                        .filter(one -> one.flagOr("is_default", false))
                                        .map(one -> one.text("currency_code"))
                                        .findFirst()
                                        .orElse("")),
                location);
    }
}
