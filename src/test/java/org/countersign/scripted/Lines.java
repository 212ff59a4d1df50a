package org.countersign.scripted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Units of lines become other variants, and the difference is paid with it or neither. */
final class Lines {

    static Optional<String> refusal(Account account, JsonNode asked) {
        ObjectNode order = account.order(asked);
        for (JsonNode line : order.path("lines")) {
            if (Standing.number(line, "fulfilled_quantity") > 0) {
                return Optional.of("the order is being fulfilled");
            }
        }
        return Standing.notInTheHouse(order)
                .or(() -> notAsPlanned(account, order, asked))
                .or(() -> notOnTheShelf(account, asked))
                .or(() ->
                        asked.has("charge") ? Charges.refusal(account, order, asked.path("charge")) : Optional.empty());
    }

    /** Whether the lines would come to what was planned; the price is checked by {@link #notOnTheShelf}. */
    static Optional<String> notAsPlanned(Account account, ObjectNode order, JsonNode asked) {
        for (JsonNode part : asked.path("changes")) {
            ObjectNode line = line(order, part).orElse(null);
            Optional<Shelf.Variant> to =
                    account.shelf.variant(part.path("variant_id").asText());
            if (line == null || !line.path("variant_id").equals(part.path("from_variant_id"))) {
                return Optional.of("the order has no such line of such a variant");
            }
            if (to.filter(one -> line.path("product_id").asText().equals("P" + one.product()))
                    .isEmpty()) {
                return Optional.of("the line has no such variant");
            }
            int settled = Math.max(
                    Standing.number(line, "_restocked"),
                    Math.max(Standing.number(line, "refunded_quantity"), Standing.number(line, "returned_quantity")));
            int changed = Rows.units(asked.path("changes")).get(line.path("id").asText());
            if (part.path("quantity").asInt() < 1 || changed > Standing.number(line, "quantity") - settled) {
                return Optional.of("so many units of the line cannot be changed");
            }
        }
        ObjectNode after = order.deepCopy();
        new Split(after, account.shelf).by(asked);
        return planned(asked).equals(touched(after, asked))
                ? Optional.empty()
                : Optional.of("the lines would come to something else");
    }

    private static Optional<String> notOnTheShelf(Account account, JsonNode asked) {
        for (JsonNode part : asked.path("changes")) {
            Shelf.Variant to =
                    account.shelf.variant(part.path("variant_id").asText()).orElseThrow();
            if (account.shelf.stock(to) < part.path("quantity").asInt()) {
                return Optional.of("of variant " + to.id() + " " + account.shelf.stock(to) + " are in stock");
            }
            for (JsonNode line : asked.path("lines")) {
                if (line.path("line_id").asText().equals(becomes(part))
                        && Cash.minor(line.path("unit_price")) != to.price()) {
                    return Optional.of("variant " + to.id() + " costs something else");
                }
            }
        }
        return Optional.empty();
    }

    static String becomes(JsonNode part) {
        return part.path(part.hasNonNull("new_line_id") ? "new_line_id" : "line_id")
                .asText();
    }

    private static Set<JsonNode> planned(JsonNode asked) {
        Set<JsonNode> lines = new HashSet<>();
        asked.path("lines").forEach(line -> lines.add(form(line, line.path("line_id"))));
        return lines;
    }

    /** Every line that was changed or is new. */
    private static Set<JsonNode> touched(ObjectNode order, JsonNode asked) {
        Set<JsonNode> lines = new HashSet<>();
        for (JsonNode part : asked.path("changes")) {
            for (String id : List.of(part.path("line_id").asText(), becomes(part))) {
                Rows.find(order.path("lines"), id).ifPresent(line -> lines.add(form(line, line.path("id"))));
            }
        }
        return lines;
    }

    private static ObjectNode form(JsonNode line, JsonNode id) {
        ObjectNode json = Rows.some(line, "variant_id", "quantity", "unit_price");
        json.set("line_id", id);
        return json;
    }

    private static Optional<ObjectNode> line(ObjectNode order, JsonNode part) {
        return Rows.find(order.path("lines"), part.path("line_id").asText());
    }

    static void apply(Account account, Effect effect) {
        JsonNode asked = effect.request();
        ObjectNode order = account.order(asked);
        new Split(order, account.shelf).by(asked);
        for (JsonNode part : asked.path("changes")) {
            account.shelve(
                    part.path("from_variant_id").asText(), part.path("quantity").asInt());
            account.shelve(
                    part.path("variant_id").asText(), -part.path("quantity").asInt());
        }
        if (asked.has("charge")) {
            Charges.apply(account, order, asked.path("charge"), effect);
        }
    }

    static ObjectNode shown(Account now, Effect effect) {
        ObjectNode json = Http.object();
        json.set("lines", lines(now, effect));
        ObjectNode charge = Charges.shown(now, effect);
        return charge.isEmpty() ? json : json.set("charge", charge);
    }

    /** Those of the request, as they are now. */
    static ArrayNode lines(Account now, Effect effect) {
        ArrayNode rows = Http.JSON.createArrayNode();
        effect.request()
                .path("lines")
                .forEach(line -> Rows.find(
                                now.order(effect.request()).path("lines"),
                                line.path("line_id").asText())
                        .ifPresent(row -> rows.add(form(row, row.path("id")))));
        return rows;
    }

    private Lines() {}
}
