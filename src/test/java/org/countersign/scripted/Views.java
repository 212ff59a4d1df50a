package org.countersign.scripted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the shop answers to questions about one thing. */
record Views(Shop shop) {

    Shop.Answer order(String id) {
        return shop.order(id).map(order -> new Shop.Answer(200, order)).orElseGet(() -> none("order"));
    }

    Shop.Answer customer(String id) {
        return shop.account(id)
                .map(account -> new Shop.Answer(200, account.customer))
                .orElseGet(() -> none("customer"));
    }

    Shop.Answer product(Map<String, String> by) {
        String id = by.getOrDefault("id", "");
        Optional<Integer> number = by.containsKey("variant_id")
                ? shop.shelf.variant(by.get("variant_id")).map(Shelf.Variant::product)
                : id.matches("P([1-9]|1[0-9]|20)") ? Optional.of(Integer.valueOf(id.substring(1))) : Optional.empty();
        return number.map(n -> new Shop.Answer(200, shop.shelf.product(n))).orElseGet(() -> none("product"));
    }

    Shop.Answer quote(JsonNode request) {
        return shop.order(request.path("order_id").asText())
                .map(order -> new Shop.Answer(200, Refunds.quote(order, request)))
                .orElseGet(() -> none("order"));
    }

    ObjectNode effects(List<Effect> effects, boolean marked) {
        ObjectNode json = Http.object();
        ArrayNode rows = json.putArray("effects");
        effects.forEach(
                effect -> rows.add(effect.toJson(shop.account(effect.customer()).orElseThrow(), marked)));
        return json;
    }

    static Shop.Answer none(String what) {
        return new Shop.Answer(404, Http.object().put("not_found", what));
    }
}
