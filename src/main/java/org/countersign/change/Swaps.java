package org.countersign.change;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.countersign.gate.Json;
import org.countersign.gate.Refusal;
import org.countersign.gate.ShopRule;
import org.countersign.shop.Order;
import org.countersign.shop.Product;
import org.countersign.shop.Products;
import org.jspecify.annotations.Nullable;

/**
 * Wishes for other variants, found in the order and among the products as both are now; or why they cannot be had.
 *
 * @param swaps   in the order of the wishes; those that could be found, where there is a refusal
 * @param refusal of the first wish that names what is not there
 */
public record Swaps(List<Swap> swaps, Optional<Refusal> refusal) {

    /** @param quantity absent: all that is left of the line */
    public record Wish(
            String lineId, String variantId, @Nullable Integer quantity) {}

    /** How many units of a line may change, and what that is called: {@code changed}, {@code exchanged}. */
    public interface Left {
        int of(Order.Line line);
    }

    /** Several wishes may be of one line, if together they are no more than is left of it. */
    public static Swaps of(Order order, List<Wish> wishes, Products products, Left left, String verb) {
        Finding finding = new Finding(order, products, left, verb);
        for (Wish wish : wishes) {
            Optional<Refusal> refusal = finding.add(wish);
            if (refusal.isPresent()) {
                return new Swaps(finding.swaps, refusal);
            }
        }
        return new Swaps(List.copyOf(finding.swaps), Optional.empty());
    }

    /** @param givenBack whether the units that are replaced go back into stock with the same change */
    public Optional<Refusal> unavailable(boolean givenBack) {
        Map<String, Integer> needed = new TreeMap<>();
        Map<String, Product.Variant> variants = new HashMap<>();
        for (Swap swap : swaps) {
            needed.merge(swap.to().id(), swap.quantity(), Math::addExact);
            variants.put(swap.to().id(), swap.to());
        }
        if (givenBack) {
            swaps.forEach(swap -> needed.computeIfPresent(swap.line().variantId(), (id, n) -> n - swap.quantity()));
        }
        return needed.entrySet().stream()
                .filter(need -> need.getValue() > stock(variants.get(need.getKey())))
                .findFirst()
                .map(need -> unavailable(need.getKey(), need.getValue(), stock(variants.get(need.getKey()))));
    }

    private static int stock(Product.@Nullable Variant variant) {
        return variant == null ? 0 : variant.stock();
    }

    private static Refusal unavailable(String variant, int needed, int stock) {
        return Refusal.rule(
                        ShopRule.VARIANT_UNAVAILABLE,
                        "Of variant " + variant + " " + stock + (stock == 1 ? " is" : " are") + " in stock, but "
                                + needed + (needed == 1 ? " is" : " are") + " needed.",
                        "Offer the customer an available variant of the same product (get_product).")
                .with(Json.object().put("variant_id", variant).put("stock", stock));
    }

    private static final class Finding {

        private final Order order;
        private final Products products;
        private final Left left;
        private final String verb;
        private final List<Swap> swaps = new ArrayList<>();
        private final Map<String, Integer> wanted = new HashMap<>();
        private final Map<String, Optional<Product>> known = new HashMap<>();

        Finding(Order order, Products products, Left left, String verb) {
            this.order = order;
            this.products = products;
            this.left = left;
            this.verb = verb;
        }

        Optional<Refusal> add(Wish wish) {
            Order.Line line = order.line(wish.lineId()).orElse(null);
            if (line == null) {
                return Optional.of(OrderRules.noSuchLine(order, wish.lineId()));
            }
            int most = left.of(line);
            int quantity = wish.quantity() == null ? Math.max(1, most) : wish.quantity();
            int all = wanted.merge(line.id(), quantity, Math::addExact);
            if (all > most) {
                return Optional.of(OrderRules.tooMany(line.id(), all, most, verb));
            }
            return variant(line, wish.variantId(), quantity);
        }

        private Optional<Refusal> variant(Order.Line line, String variantId, int quantity) {
            Product product =
                    known.computeIfAbsent(line.productId(), products::product).orElse(null);
            Product.Variant variant = product == null
                    ? null
                    : product.variants().stream()
                            .filter(one -> one.id().equals(variantId))
                            .findFirst()
                            .orElse(null);
            if (variant == null) {
                return Optional.of(otherProduct(line));
            }
            if (!variant.price().currency().equals(line.unitPrice().currency())) {
                return Optional.of(unavailable(variantId, quantity, 0));
            }
            swaps.add(new Swap(line, variant, quantity));
            return Optional.empty();
        }

        private static Refusal otherProduct(Order.Line line) {
            return Refusal.rule(
                            ShopRule.OTHER_PRODUCT,
                            "The variant wanted for line " + line.id() + " is none of its product " + line.productId()
                                    + ".",
                            "Use the id of a variant of the same product (get_product); another product is a new order.")
                    .with(Json.object().put("line_id", line.id()).put("product_id", line.productId()));
        }
    }
}
