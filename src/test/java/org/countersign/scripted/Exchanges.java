package org.countersign.scripted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/** Units that are to come back for other variants, and do, all of them at once. */
final class Exchanges {

    static Optional<String> noRequest(Account account, JsonNode asked) {
        ObjectNode order = account.order(asked);
        for (JsonNode change : asked.path("changes")) {
            Optional<String> product = Rows.find(
                            order.path("lines"), change.path("line_id").asText())
                    .map(line -> line.path("product_id").asText());
            Optional<String> wanted =
                    account.shelf.variant(change.path("variant_id").asText()).map(variant -> "P" + variant.product());
            if (product.isEmpty() || !product.equals(wanted)) {
                return Optional.of("the variant is none of its line's product");
            }
        }
        return Standing.notOpen(order)
                .or(() -> Standing.returning(order))
                .or(() -> Standing.otherCurrency(order, asked.path("price_difference")))
                .or(() -> Standing.notTheirs(account, asked.path("payment_method_id")))
                .or(() -> Standing.moreThanCanComeBack(order, Rows.units(asked.path("changes"))));
    }

    static void request(Account account, Effect effect) {
        account.order(effect.request())
                .withArray("exchanges")
                .addObject()
                .put("id", effect.id())
                .put("status", "requested")
                .setAll(Rows.some(effect.request(), "changes", "payment_method_id", "price_difference"));
    }

    static ObjectNode requested(Account now, Effect effect) {
        return Rows.find(now.order(effect.request()).path("exchanges"), effect.id())
                .map(one -> {
                    ObjectNode json = Rows.some(one, "changes", "payment_method_id", "price_difference");
                    return json.put("exchange_status", one.path("status").asText());
                })
                .orElseGet(Http::object);
    }

    private static Optional<ObjectNode> of(Account account, JsonNode asked) {
        return Rows.find(
                account.order(asked).path("exchanges"),
                asked.path("exchange_id").asText());
    }

    static Optional<String> noReceipt(Account account, JsonNode asked) {
        ObjectNode order = account.order(asked);
        ObjectNode one = of(account, asked).filter(Standing::isOpen).orElse(null);
        if (one == null) {
            return Optional.of("the order has no such open exchange");
        }
        Map<String, Integer> back = Rows.units(asked.path("changes"));
        boolean whole = back.equals(Rows.units(one.path("changes"))) && back.equals(Rows.units(asked.path("received")));
        return whole
                ? Standing.moreThanCanComeBack(order, back)
                        .or(() -> Lines.notAsPlanned(account, order, asked))
                        .or(() -> notEnough(account, asked))
                        .or(() -> asked.has("charge")
                                ? Charges.refusal(account, order, asked.path("charge"))
                                : Optional.empty())
                : Optional.of("an exchange is received whole, and as it was agreed");
    }

    private static Optional<String> notEnough(Account account, JsonNode asked) {
        for (JsonNode part : asked.path("changes")) {
            Shelf.Variant to =
                    account.shelf.variant(part.path("variant_id").asText()).orElseThrow();
            if (account.shelf.stock(to) < part.path("quantity").asInt()) {
                return Optional.of("of variant " + to.id() + " " + account.shelf.stock(to) + " are in stock");
            }
        }
        return Optional.empty();
    }

    static void receive(Account account, Effect effect) {
        JsonNode asked = effect.request();
        ObjectNode order = account.order(asked);
        Map<String, Integer> shelved = Returns.shelved(asked.path("received"));
        shelved.forEach((line, units) -> Rows.find(order.path("lines"), line)
                .ifPresent(row -> account.shelve(row.path("variant_id").asText(), units)));
        Map<String, Integer> back = Rows.units(asked.path("changes"));
        back.forEach((line, units) -> Rows.find(order.path("lines"), line)
                .ifPresent(row -> Rows.count(row, "_kept", Standing.number(row, "fulfilled_quantity") - units)));
        new Split(order, account.shelf).by(asked);
        for (JsonNode part : asked.path("changes")) {
            account.shelve(
                    part.path("variant_id").asText(), -part.path("quantity").asInt());
        }
        back.keySet()
                .forEach(line -> Rows.find(order.path("lines"), line)
                        .ifPresent(row -> row.put("fulfilled_quantity", Standing.number(row, "_kept"))
                                .remove("_kept")));
        for (JsonNode part : asked.path("changes")) {
            Rows.find(order.path("lines"), Lines.becomes(part)).ifPresent(row -> {
                row.put("fulfilled_quantity", 0).remove("_kept");
            });
        }
        of(account, asked).ifPresent(one -> one.put("status", "settled"));
        if (asked.has("charge")) {
            Charges.apply(account, order, asked.path("charge"), effect);
        }
        order.put("fulfillment_status", anythingSent(order) ? "partially_delivered" : "unfulfilled");
    }

    private static boolean anythingSent(ObjectNode order) {
        for (JsonNode line : order.path("lines")) {
            if (Standing.number(line, "fulfilled_quantity") > 0) {
                return true;
            }
        }
        return false;
    }

    static ObjectNode received(Account now, Effect effect) {
        ObjectNode json = Http.object();
        of(now, effect.request()).ifPresent(one -> {
            json.put("exchange_id", one.path("id").asText());
            json.put("exchange_status", one.path("status").asText());
            json.setAll(Lines.shown(now, effect));
        });
        return json;
    }

    private Exchanges() {}
}
