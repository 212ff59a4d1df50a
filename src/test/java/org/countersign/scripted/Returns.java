package org.countersign.scripted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Units that are to come back for money, and do. */
final class Returns {

    static Optional<String> noRequest(Account account, JsonNode asked) {
        ObjectNode order = account.order(asked);
        return Standing.notOpen(order)
                .or(() -> Standing.returning(order))
                .or(() -> Standing.otherCurrency(order, asked.path("amount")))
                .or(() -> Standing.notTheirs(account, asked.path("refund_to")))
                .or(() -> Standing.moreThanCanComeBack(order, Rows.units(asked.path("lines"))));
    }

    static void request(Account account, Effect effect) {
        ObjectNode one = account.order(effect.request()).withArray("returns").addObject();
        one.put("id", effect.id()).put("status", "requested").putArray("receipts");
        one.setAll(Rows.some(effect.request(), "lines", "refund_to", "amount", "return_rate_id"));
    }

    static ObjectNode requested(Account now, Effect effect) {
        return Rows.find(now.order(effect.request()).path("returns"), effect.id())
                .map(one -> {
                    ObjectNode json = Rows.some(one, "lines", "refund_to", "amount", "return_rate_id");
                    return json.put("return_status", one.path("status").asText());
                })
                .orElseGet(Http::object);
    }

    private static Optional<ObjectNode> of(Account account, JsonNode asked) {
        return Rows.find(
                account.order(asked).path("returns"), asked.path("return_id").asText());
    }

    private static Map<String, Integer> outstanding(ObjectNode one) {
        Map<String, Integer> left = new TreeMap<>(Rows.units(one.path("lines")));
        one.path("receipts")
                .forEach(receipt -> Rows.units(receipt.path("lines"))
                        .forEach((line, units) -> left.merge(line, -units, Integer::sum)));
        left.values().removeIf(units -> units <= 0);
        return left;
    }

    static Optional<String> noReceipt(Account account, JsonNode asked) {
        ObjectNode one = of(account, asked).filter(Standing::isOpen).orElse(null);
        if (one == null) {
            return Optional.of("the order has no such open return");
        }
        Map<String, Integer> left = outstanding(one);
        Map<String, Integer> units = Rows.units(asked.path("lines"));
        for (Map.Entry<String, Integer> back : units.entrySet()) {
            if (back.getValue() < 1 || back.getValue() > left.getOrDefault(back.getKey(), 0)) {
                return Optional.of("of line " + back.getKey() + " not " + back.getValue() + " are to come back");
            }
        }
        String after = units.equals(left) ? "settled" : "received";
        return asked.path("return_status").asText().equals(after)
                ? tooManyOnTheShelf(account.order(asked), shelved(asked.path("lines")))
                : Optional.of("the return would be " + after);
    }

    static Optional<String> tooManyOnTheShelf(ObjectNode order, Map<String, Integer> units) {
        return units.entrySet().stream()
                .filter(one -> Rows.find(order.path("lines"), one.getKey())
                        .filter(line -> Standing.number(line, "_restocked") + one.getValue()
                                <= Standing.number(line, "quantity"))
                        .isEmpty())
                .findFirst()
                .map(one -> "units of line " + one.getKey() + " are on the shelf already");
    }

    /** Of units that came back, those that can be sold again. */
    static Map<String, Integer> shelved(JsonNode lines) {
        var rows = Http.JSON.createArrayNode();
        lines.forEach(line -> {
            if (line.path("restock").asBoolean()) {
                rows.add(line);
            }
        });
        return Rows.units(rows);
    }

    static void receive(Account account, Effect effect) {
        JsonNode asked = effect.request();
        ObjectNode order = account.order(asked);
        of(account, asked).ifPresent(one -> {
            one.set("status", asked.path("return_status"));
            one.withArray("receipts").addObject().put("id", effect.id()).set("lines", asked.path("lines"));
        });
        Rows.units(asked.path("lines"))
                .forEach((line, units) -> Rows.find(order.path("lines"), line)
                        .ifPresent(row -> Rows.count(row, "returned_quantity", units)));
        account.shelve(order, shelved(asked.path("lines")));
        if (allBack(order)) {
            order.put("fulfillment_status", "returned");
        }
    }

    /** Whatever was sent is back, and nothing that was not paid back is still to be sent. */
    private static boolean allBack(ObjectNode order) {
        for (JsonNode line : order.path("lines")) {
            int fulfilled = Standing.number(line, "fulfilled_quantity");
            int returned = Standing.number(line, "returned_quantity");
            int refundedHere = Math.max(0, Standing.number(line, "refunded_quantity") - returned);
            if (returned != fulfilled || Standing.number(line, "quantity") - fulfilled > refundedHere) {
                return false;
            }
        }
        return true;
    }

    static ObjectNode received(Account now, Effect effect) {
        ObjectNode json = Http.object();
        of(now, effect.request())
                .ifPresent(one -> Rows.find(one.path("receipts"), effect.id()).ifPresent(receipt -> {
                    json.put("return_id", one.path("id").asText());
                    json.put("return_status", one.path("status").asText());
                    json.set("lines", receipt.path("lines"));
                }));
        return json;
    }

    private Returns() {}
}
