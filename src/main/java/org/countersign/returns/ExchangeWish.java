package org.countersign.returns;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.countersign.change.Swaps;
import org.countersign.gate.Json;
import org.jspecify.annotations.Nullable;

/**
 * Units of a line that the customer wants as another variant, or anew.
 *
 * @param quantity absent: all that is left of the line
 */
record ExchangeWish(
        String lineId, String variantId, @Nullable Integer quantity, String reason) {

    /** Nobody means the order of the list. */
    static List<ExchangeWish> sorted(List<ExchangeWish> wishes) {
        return wishes.stream()
                .sorted(Comparator.comparing(ExchangeWish::lineId)
                        .thenComparing(ExchangeWish::variantId)
                        .thenComparing(ExchangeWish::reason)
                        .thenComparing(wish -> wish.quantity() == null ? 0 : wish.quantity()))
                .toList();
    }

    Swaps.Wish wish() {
        return new Swaps.Wish(lineId, variantId, quantity);
    }

    static ArrayNode toJson(List<ExchangeWish> wishes) {
        ArrayNode rows = Json.object().arrayNode();
        wishes.forEach(wish -> rows.addObject()
                .put("line_id", wish.lineId())
                .put("variant_id", wish.variantId())
                .put("quantity", wish.quantity())
                .put("reason", wish.reason()));
        return rows;
    }

    static List<ExchangeWish> fromJson(JsonNode rows) {
        List<ExchangeWish> wishes = new ArrayList<>();
        rows.forEach(row -> wishes.add(of(row, row.path("reason").asText())));
        return wishes;
    }

    static ExchangeWish of(JsonNode row, String reason) {
        return new ExchangeWish(
                row.path("line_id").asText(),
                row.path("variant_id").asText(),
                row.hasNonNull("quantity") ? row.path("quantity").asInt() : null,
                reason);
    }
}
