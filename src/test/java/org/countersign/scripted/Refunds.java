package org.countersign.scripted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/** Money goes back from a payment, with lines and shipping, and units go back onto the shelf. */
final class Refunds {

    private static final String MOVED = "payment_method_changed";

    static Optional<String> refusal(Account account, JsonNode asked) {
        ObjectNode order = account.order(asked);
        ObjectNode payment = Rows.find(
                        order.path("payments"), asked.path("payment_id").asText())
                .orElse(null);
        if (payment == null) {
            return Optional.of("the order has no such payment");
        }
        if (!Cash.currency(asked.path("amount")).equals(Sums.currency(order))) {
            return Optional.of("the order is in " + Sums.currency(order));
        }
        long amount = Cash.minor(asked.path("amount"));
        if (amount <= 0 || amount > Cash.minor(payment.path("refundable"))) {
            return Optional.of(
                    "the payment has " + payment.at("/refundable/amount").asText() + " left");
        }
        String method = asked.path("payment_method_id").asText();
        if (account.method(method).isEmpty()) {
            return Optional.of("payment method " + method + " is none of the customer");
        }
        if (Cash.minor(asked.path("shipping")) > shippingLeft(order)) {
            return Optional.of("less shipping is left");
        }
        return tooMany(order, asked.path("lines"), "refunded_quantity")
                .or(() -> tooMany(order, asked.path("restock"), "_restocked"));
    }

    private static Optional<String> tooMany(ObjectNode order, JsonNode wanted, String counted) {
        for (Map.Entry<String, Integer> units : Rows.units(wanted).entrySet()) {
            ObjectNode line = Rows.find(order.path("lines"), units.getKey()).orElse(null);
            if (line == null) {
                return Optional.of("the order has no line " + units.getKey());
            }
            int left = line.path("quantity").asInt() - line.path(counted).asInt();
            if (units.getValue() < 1 || units.getValue() > left) {
                return Optional.of("of line " + units.getKey() + ", " + left + " are left");
            }
        }
        return Optional.empty();
    }

    private static long shippingLeft(ObjectNode order) {
        return Cash.minor(order.at("/totals/shipping"))
                - order.path("_shipping_refunded").asLong();
    }

    static void apply(Account account, Effect effect) {
        JsonNode asked = effect.request();
        ObjectNode order = account.order(asked);
        long amount = Cash.minor(asked.path("amount"));
        Rows.find(order.path("payments"), asked.path("payment_id").asText()).ifPresent(payment -> {
            Cash.add(payment, "refunded", amount);
            Cash.add(payment, "refundable", -amount);
        });
        Rows.units(asked.path("lines"))
                .forEach((line, units) -> Rows.find(order.path("lines"), line)
                        .ifPresent(row -> Rows.count(row, "refunded_quantity", units)));
        account.shelve(order, Rows.units(asked.path("restock")));
        order.put("_shipping_refunded", order.path("_shipping_refunded").asLong() + Cash.minor(asked.path("shipping")));
        if (asked.path("reason").asText().equals(MOVED)) {
            order.put("_moved", order.path("_moved").asLong() + amount);
        }
        account.pay(order, asked.path("payment_method_id").asText(), amount, effect);
    }

    static ObjectNode shown(Account now, Effect effect) {
        JsonNode done = effect.request();
        ObjectNode json = Rows.some(done, "payment_id", "payment_method_id", "amount");
        json.set("lines", Rows.rows(Rows.units(done.path("lines"))));
        if (Cash.minor(done.path("shipping")) > 0) {
            json.set("shipping", done.path("shipping"));
        }
        return json;
    }

    /** By this shop's own arithmetic. */
    static ObjectNode quote(ObjectNode order, JsonNode asked) {
        long maximum = Cash.minor(order.at("/totals/refundable"));
        long shippingLeft = Math.min(maximum, shippingLeft(order));
        boolean everything = asked.path("lines").isEmpty() && !asked.has("shipping") && !asked.has("amount");
        long sum = everything ? shippingLeft : Cash.minor(asked.path("shipping"));
        String currency = Sums.currency(order);
        ObjectNode json = Http.object();
        ArrayNode rows = json.putArray("lines");
        json.set("shipping", Cash.of(sum, currency));
        for (JsonNode line : order.path("lines")) {
            String id = line.path("id").asText();
            int before = line.path("refunded_quantity").asInt();
            int left = line.path("quantity").asInt() - before;
            JsonNode all = left > 0 ? Rows.rows(Map.of(id, left)) : Rows.rows(Map.of());
            for (JsonNode wanted : everything ? all : asked.path("lines")) {
                if (wanted.path("line_id").asText().equals(id)) {
                    int units = wanted.path("quantity").asInt();
                    long amount = upTo(line, before + units) - upTo(line, before);
                    sum += amount;
                    rows.addObject().put("line_id", id).put("quantity", units).set("amount", Cash.of(amount, currency));
                }
            }
        }
        long total = asked.has("amount") ? Cash.minor(asked.path("amount")) : everything ? maximum : sum;
        json.set("total", Cash.of(total, currency));
        json.set("maximum", Cash.of(maximum, currency));
        json.set("maximum_shipping", Cash.of(shippingLeft, currency));
        return json;
    }

    private static long upTo(JsonNode line, int units) {
        return Cash.upTo(
                Cash.minor(line.path("amount")), units, line.path("quantity").asInt());
    }

    private Refunds() {}
}
