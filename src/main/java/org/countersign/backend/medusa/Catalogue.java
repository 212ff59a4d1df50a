package org.countersign.backend.medusa;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.countersign.backend.Fields;
import org.countersign.shop.Money;
import org.countersign.shop.Product;

/**
 * Products as Medusa has them.
 *
 * @param currency in which prices are shown, where there is one in it: the shop's own, in lower case
 * @param location whose stock counts; empty: everybody's
 */
record Catalogue(String currency, Optional<String> location) {

    static final String FIELDS = String.join(
            ",",
            "id",
            "title",
            "status",
            "created_at",
            "*variants",
            "*variants.options",
            "*variants.options.option",
            "*variants.prices",
            "variants.inventory_items.required_quantity",
            "*variants.inventory_items.inventory.location_levels");

    /** Of what the shop does not count, or sells on order. */
    private static final int PLENTY = 1_000_000;

    Product product(Fields product) {
        String id = product.text("id");
        boolean sold = product.text("status").equals("published");
        return new Product(
                id,
                product.text("title"),
                product.list("variants", variant -> variant(id, sold, variant)).stream()
                        .flatMap(Optional::stream)
                        .toList());
    }

    /** Empty when it has no price and so cannot be sold. */
    private Optional<Product.Variant> variant(String product, boolean sold, Fields variant) {
        return price(variant).map(price -> {
            int stock = sold ? stock(variant) : 0;
            return new Product.Variant(variant.text("id"), product, options(variant), price, stock > 0, stock);
        });
    }

    /** The plain price: of no quantity, customer group or price list. */
    private Optional<Money> price(Fields variant) {
        List<JsonNode> plain = variant.list("prices", Fields::json).stream()
                .filter(price -> !price.hasNonNull("min_quantity") && !price.hasNonNull("max_quantity"))
                .filter(price -> !price.hasNonNull("price_list_id")
                        && price.path("rules").isEmpty())
                .toList();
        return plain.stream()
                .filter(price -> price.path("currency_code").asText().equals(currency))
                .findFirst()
                .or(() -> plain.stream().findFirst())
                .map(Catalogue::money);
    }

    /** Here Medusa gives a number only; its shortest decimal text is the price that was entered. */
    private static Money money(JsonNode price) {
        if (!price.path("amount").isNumber()) {
            throw Fields.wrong("amount", "a number");
        }
        return Amounts.of(price.path("currency_code").asText())
                .exact(new BigDecimal(price.path("amount").asText()), "amount");
    }

    private int stock(Fields variant) {
        if (!variant.flagOr("manage_inventory", true) || variant.flagOr("allow_backorder", false)) {
            return PLENTY;
        }
        return variant.list("inventory_items", this::sets).stream()
                .mapToInt(Integer::intValue)
                .min()
                .orElse(0);
    }

    /** How many of a variant the stock of one of its parts is enough for. */
    private int sets(Fields part) {
        int available = 0;
        for (JsonNode level : part.json().path("inventory").path("location_levels")) {
            if (location.map(level.path("location_id").asText()::equals).orElse(true)) {
                available += level.path("available_quantity").asInt();
            }
        }
        int each = part.json().hasNonNull("required_quantity") ? part.count("required_quantity") : 1;
        return Math.max(0, available) / Math.max(1, each);
    }

    private static Map<String, String> options(Fields variant) {
        Map<String, String> options = new LinkedHashMap<>();
        variant.list("options", Fields::json)
                .forEach(option -> options.put(
                        option.path("option").path("title").asText(""),
                        option.path("value").asText("")));
        return options;
    }
}
