package org.countersign.scripted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Shipping labels that are bought and discarded. */
final class Labels {

    static Optional<String> noLabel(Account account, JsonNode asked) {
        ObjectNode order = account.order(asked);
        if (asked.path("tracking_number").asText().isEmpty()) {
            return Optional.of("the label has no tracking number");
        }
        boolean back = asked.path("direction").asText().equals("return");
        return back && !order.path("status").asText().equals("cancelled") ? Optional.empty() : Standing.notOpen(order);
    }

    static void buy(Account account, Effect effect) {
        account.order(effect.request())
                .withArray("labels")
                .addObject()
                .put("id", effect.id())
                .put("status", "bought")
                .put("bought_at", effect.at().toString())
                .setAll(Rows.some(effect.request(), "direction", "carrier", "service", "tracking_number", "price"));
    }

    static ObjectNode bought(Account now, Effect effect) {
        ObjectNode json = Http.object();
        Rows.find(now.order(effect.request()).path("labels"), effect.id())
                .ifPresent(row -> json.set("label", Rows.some(row, "direction", "carrier", "service", "price")));
        return json;
    }

    static Optional<String> noVoid(Account account, JsonNode asked) {
        return label(account, asked)
                .map(label -> label.path("status").asText())
                .map(status ->
                        status.equals("bought") ? Optional.<String>empty() : Optional.of("the label is " + status))
                .orElseGet(() -> Optional.of("the order has no such label"));
    }

    static void discard(Account account, Effect effect) {
        label(account, effect.request()).ifPresent(label -> label.put("status", "voided"));
    }

    static ObjectNode discarded(Account now, Effect effect) {
        return label(now, effect.request())
                .map(label -> Http.object()
                        .put("label_id", label.path("id").asText())
                        .put("label_status", label.path("status").asText()))
                .orElseGet(Http::object);
    }

    private static Optional<ObjectNode> label(Account account, JsonNode asked) {
        return Rows.find(
                account.order(asked).path("labels"), asked.path("label_id").asText());
    }

    private Labels() {}
}
