package org.countersign.scripted;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Products {@code P1} to {@code P20}, each with the variants {@code V<n>} of size M, a dearer {@code V<n>-L} and a cheaper
 * {@code V<n>-S}, and those that a test added. Stock is what there was and what every visible effect made of it.
 */
final class Shelf {

    static final int PRODUCTS = 20;
    private static final int STOCK = 100;

    /** @param stock before anything happened */
    record Variant(String id, int product, String size, long price, int stock) {}

    private final List<Variant> added = new ArrayList<>();
    private final List<Effect> effects;

    /** @param effects everything that has happened, as it grows */
    Shelf(List<Effect> effects) {
        this.effects = effects;
    }

    synchronized void clear() {
        added.clear();
    }

    synchronized Variant add(int product, long price, int stock) {
        Variant variant = new Variant("V" + product + "-X" + (added.size() + 1), product, "X", price, stock);
        added.add(variant);
        return variant;
    }

    synchronized List<Variant> variants(int product) {
        String id = "V" + product;
        long price = 1000 + 10L * product;
        List<Variant> all = new ArrayList<>(List.of(
                new Variant(id, product, "M", price, STOCK),
                new Variant(id + "-L", product, "L", price + 300, STOCK),
                new Variant(id + "-S", product, "S", price - 200, STOCK)));
        added.stream().filter(variant -> variant.product() == product).forEach(all::add);
        return all;
    }

    Optional<Variant> variant(String id) {
        return IntStream.rangeClosed(1, PRODUCTS)
                .mapToObj(this::variants)
                .flatMap(List::stream)
                .filter(variant -> variant.id().equals(id))
                .findFirst();
    }

    int stock(Variant variant) {
        return Math.max(0, variant.stock() + moved(effects).getOrDefault(variant.id(), 0));
    }

    private static Map<String, Integer> moved(List<Effect> effects) {
        Map<String, Integer> sums = new TreeMap<>();
        effects.stream()
                .filter(Effect::visible)
                .forEach(
                        effect -> effect.stock().forEach((variant, units) -> sums.merge(variant, units, Integer::sum)));
        return sums;
    }

    ObjectNode product(int n) {
        ObjectNode json = Http.object().put("id", "P" + n).put("title", "Thing " + n);
        ArrayNode rows = json.putArray("variants");
        Map<String, Integer> moved = moved(effects);
        for (Variant variant : variants(n)) {
            int stock = Math.max(0, variant.stock() + moved.getOrDefault(variant.id(), 0));
            ObjectNode row = rows.addObject()
                    .put("id", variant.id())
                    .put("available", stock > 0)
                    .put("stock", stock);
            row.putObject("options").put("size", variant.size());
            row.set("price", Cash.of(variant.price(), "USD"));
        }
        return json;
    }

    ObjectNode summary(int n) {
        List<Variant> all = variants(n);
        ObjectNode json = Http.object()
                .put("id", "P" + n)
                .put("title", "Thing " + n)
                .put("variant_count", all.size())
                .put("available_variant_count", all.size());
        var prices = all.stream().mapToLong(Variant::price).summaryStatistics();
        json.set("price_from", Cash.of(prices.getMin(), "USD"));
        json.set("price_to", Cash.of(prices.getMax(), "USD"));
        return json;
    }
}
