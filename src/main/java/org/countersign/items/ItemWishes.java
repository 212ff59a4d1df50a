package org.countersign.items;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.countersign.change.Swaps;
import org.countersign.gate.Json;
import org.countersign.mcp.Schema;
import org.jspecify.annotations.Nullable;

/** Which lines should become which variants; equal wishes are one, sorted by line and variant. */
record ItemWishes(List<Swaps.Wish> wishes) {

    /** In the normal form, where no quantity was given. */
    private static final String LEFT = "left";

    ItemWishes {
        List<Swaps.Wish> merged = new ArrayList<>();
        wishes.stream()
                .sorted(Comparator.comparing(Swaps.Wish::lineId).thenComparing(Swaps.Wish::variantId))
                .forEach(wish -> add(merged, wish));
        wishes = List.copyOf(merged);
    }

    private static void add(List<Swaps.Wish> merged, Swaps.Wish wish) {
        Swaps.@Nullable Wish last = merged.isEmpty() ? null : merged.getLast();
        if (last == null
                || !last.lineId().equals(wish.lineId())
                || !last.variantId().equals(wish.variantId())) {
            merged.add(wish);
            return;
        }
        Integer one = last.quantity();
        Integer other = wish.quantity();
        Integer both = one == null || other == null ? null : Integer.valueOf(Math.addExact(one, other));
        merged.set(merged.size() - 1, new Swaps.Wish(wish.lineId(), wish.variantId(), both));
    }

    static Schema schema() {
        Schema change = Schema.object("")
                .required("line_id", Schema.text("id of a line of this order", 1, 128))
                .required("variant_id", Schema.text("the variant it should be, of the same product", 1, 128))
                .optional("quantity", Schema.integer("how many of it; default: all that is left", 1, 100_000));
        return Schema.list("All lines that should change, in one call.", change, 1, 200);
    }

    static ItemWishes of(JsonNode rows) {
        List<Swaps.Wish> wishes = new ArrayList<>();
        rows.forEach(row -> wishes.add(new Swaps.Wish(
                row.path("line_id").asText(),
                row.path("variant_id").asText(),
                row.path("quantity").isInt()
                        ? Integer.valueOf(row.path("quantity").asInt())
                        : null)));
        return new ItemWishes(wishes);
    }

    ArrayNode normalForm() {
        ArrayNode rows = Json.object().arrayNode();
        for (Swaps.Wish wish : wishes) {
            ObjectNode row = rows.addObject().put("line_id", wish.lineId()).put("variant_id", wish.variantId());
            if (wish.quantity() == null) {
                row.put("quantity", LEFT);
            } else {
                row.put("quantity", wish.quantity());
            }
        }
        return rows;
    }
}
