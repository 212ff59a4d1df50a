package org.countersign.medusa;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.countersign.shop.Money;

/** What there is to buy, made as it is wanted: products with their prices, parcels with theirs, promotions and taxes. */
final class Assortment {

    private static final int VARIANTS = 20;
    private static final int STOCK = 1000;
    private static final Map<String, String> PARCELS = new ConcurrentHashMap<>();

    private final MedusaApi admin;
    private final Ground ground;

    Assortment(MedusaShop shop) {
        this.admin = shop.admin();
        this.ground = shop.ground();
    }

    record Article(String product, String variant) {}

    /** A product with one variant, 1,000 of it in stock. */
    Article article(Money price) {
        List<String> sizes =
                IntStream.rangeClosed(1, VARIANTS).mapToObj(String::valueOf).toList();
        JsonNode product = admin.post(
                        "/admin/products",
                        Map.of(
                                "title", "Thing " + tag(),
                                "status", "published",
                                "shipping_profile_id", ground.profile(),
                                "sales_channels", List.of(Map.of("id", ground.channel())),
                                "options", List.of(Map.of("title", "size", "values", sizes)),
                                "variants", List.of(variant("1", price))))
                .path("product");
        String variant = product.at("/variants/0/id").asText();
        stock(product.path("id").asText(), variant, STOCK);
        return new Article(product.path("id").asText(), variant);
    }

    /** One more variant of a product, in its currency. @return its id */
    String variant(String product, long minor, int stock) {
        JsonNode variants = admin.get("/admin/products/" + product + "?fields=*variants,*variants.prices")
                .at("/product/variants");
        String currency = variants.at("/0/prices/0/currency_code").asText().toUpperCase(Locale.ROOT);
        Money price = new Money(minor, Money.currency(currency));
        JsonNode made = admin.post(
                        "/admin/products/" + product + "/variants", variant(String.valueOf(variants.size() + 1), price))
                .at("/product/variants");
        for (JsonNode one : made) {
            if (one.path("title").asText().equals(String.valueOf(variants.size() + 1))) {
                stock(product, one.path("id").asText(), stock);
                return one.path("id").asText();
            }
        }
        throw new IllegalStateException("the new variant of " + product + " is not there");
    }

    private static Map<String, ?> variant(String size, Money price) {
        return Map.of(
                "title", size,
                "sku", tag(),
                "options", Map.of("size", size),
                "manage_inventory", true,
                "prices", List.of(price(price)));
    }

    private void stock(String product, String variant, int quantity) {
        String item = admin.get("/admin/products/" + product + "/variants/" + variant + "?fields=*inventory_items")
                .at("/variant/inventory_items/0/inventory_item_id")
                .asText();
        admin.post(
                "/admin/inventory-items/" + item + "/location-levels",
                Map.of("location_id", ground.location(), "stocked_quantity", quantity));
    }

    /** A way to ship at this price. @return the id of the option */
    String parcel(Money price) {
        return PARCELS.computeIfAbsent(ground.zone() + " " + price, once -> {
            String code = tag();
            return admin.post(
                            "/admin/shipping-options",
                            Map.of(
                                    "name", "Parcel",
                                    "service_zone_id", ground.zone(),
                                    "shipping_profile_id", ground.profile(),
                                    "provider_id", "manual_manual",
                                    "price_type", "flat",
                                    "type", Map.of("label", "Parcel", "description", "Parcel", "code", code),
                                    "prices", List.of(price(price)),
                                    "rules", List.of(rule("is_return", "false"), rule("enabled_in_store", "true"))))
                    .at("/shipping_option/id")
                    .asText();
        });
    }

    /** That much off all that is bought of this product together. @return the code to enter */
    String promotion(Article article, Money off) {
        String code = tag();
        Map<String, ?> target =
                Map.of("attribute", "items.product.id", "operator", "eq", "values", List.of(article.product()));
        admin.post(
                "/admin/promotions",
                Map.of(
                        "code",
                        code,
                        "type",
                        "standard",
                        "status",
                        "active",
                        "application_method",
                        Map.of(
                                "type",
                                "fixed",
                                "target_type",
                                "items",
                                "allocation",
                                "across",
                                "value",
                                decimal(off),
                                "currency_code",
                                currency(off),
                                "target_rules",
                                List.of(target))));
        return code;
    }

    /** So much tax on so much of this product; Medusa keeps rates in seven digits and rounds no tax. */
    void tax(Article article, Money tax, Money on) {
        BigDecimal rate = decimal(tax).movePointRight(2).divide(decimal(on), 12, RoundingMode.HALF_UP);
        admin.post(
                "/admin/tax-rates",
                Map.of(
                        "tax_region_id", ground.taxes(),
                        "name", "tax",
                        "code", tag(),
                        "rate", rate,
                        "rules", List.of(Map.of("reference", "product", "reference_id", article.product()))));
    }

    private static Map<String, ?> rule(String attribute, String value) {
        return Map.of("attribute", attribute, "operator", "eq", "value", value);
    }

    private static Map<String, ?> price(Money price) {
        return Map.of("currency_code", currency(price), "amount", decimal(price));
    }

    private static BigDecimal decimal(Money money) {
        return new BigDecimal(money.amount());
    }

    private static String currency(Money money) {
        return money.currency().getCurrencyCode().toLowerCase(Locale.ROOT);
    }

    /** A word that nothing else is called. */
    static String tag() {
        return UUID.randomUUID().toString().substring(24);
    }
}
