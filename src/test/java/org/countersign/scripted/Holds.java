package org.countersign.scripted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Holds and notes: what is written on an order. */
final class Holds {

    static Optional<String> noHold(Account account, JsonNode asked) {
        ObjectNode order = account.order(asked);
        for (JsonNode line : order.path("lines")) {
            if (Standing.toSend(line) > 0) {
                return Standing.notOpen(order);
            }
        }
        return Optional.of("nothing of the order is left to be sent");
    }

    static void hold(Account account, Effect effect) {
        add(account, "holds", effect).setAll(Rows.some(effect.request(), "reason", "note"));
    }

    static ObjectNode held(Account now, Effect effect) {
        return one(now, effect, "holds", "hold", "reason", "note");
    }

    static void note(Account account, Effect effect) {
        add(account, "notes", effect)
                .put("author", "Countersign")
                .setAll(Rows.some(effect.request(), "text", "visible_to_customer"));
    }

    static ObjectNode noted(Account now, Effect effect) {
        return one(now, effect, "notes", "note", "text", "visible_to_customer");
    }

    private static ObjectNode add(Account account, String list, Effect effect) {
        return account.order(effect.request())
                .withArray(list)
                .addObject()
                .put("id", effect.id())
                .put("at", effect.at().toString());
    }

    private static ObjectNode one(Account now, Effect effect, String list, String name, String... fields) {
        ObjectNode json = Http.object();
        Rows.find(now.order(effect.request()).path(list), effect.id())
                .ifPresent(row -> json.set(name, Rows.some(row, fields)));
        return json;
    }

    static Optional<String> noRelease(Account account, JsonNode asked) {
        String id = asked.path("hold_id").asText();
        return Rows.find(account.order(asked).path("holds"), id).isPresent()
                ? Optional.empty()
                : Optional.of("the order has no hold " + id);
    }

    static void release(Account account, Effect effect) {
        var holds = account.order(effect.request()).withArray("holds").elements();
        while (holds.hasNext()) {
            if (holds.next().path("id").equals(effect.request().path("hold_id"))) {
                holds.remove();
            }
        }
    }

    static ObjectNode released(Account now, Effect effect) {
        String id = effect.request().path("hold_id").asText();
        boolean held = Rows.find(now.order(effect.request()).path("holds"), id).isPresent();
        return Http.object().put(held ? "held" : "released", id);
    }

    private Holds() {}
}
