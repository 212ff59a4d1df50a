package org.countersign.scripted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** An order that will not be sent; it moves no money. */
final class Cancellations {

    static Optional<String> refusal(Account account, JsonNode asked) {
        ObjectNode order = account.order(asked);
        if (!order.path("status").asText().equals("open")) {
            return Optional.of("the order is cancelled already");
        }
        for (JsonNode line : order.path("lines")) {
            if (line.path("fulfilled_quantity").asInt() > 0) {
                return Optional.of("something of the order was sent");
            }
        }
        return Optional.empty();
    }

    static void apply(Account account, Effect effect) {
        ObjectNode order = account.order(effect.request());
        account.shelve(order, Rows.units(effect.request().path("restock")));
        order.put("status", "cancelled")
                .put("cancelled_at", effect.at().toString())
                .put("cancel_reason", effect.request().path("reason").asText());
    }

    static ObjectNode shown(Account now, Effect effect) {
        ObjectNode order = now.order(effect.request());
        ObjectNode json = Http.object()
                .put("order_status", order.path("status").asText())
                .put("cancel_reason", order.path("cancel_reason").asText());
        json.set("restock", Rows.rows(Rows.units(effect.request().path("restock"))));
        return json;
    }

    private Cancellations() {}
}
