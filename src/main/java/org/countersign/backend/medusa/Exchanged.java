package org.countersign.backend.medusa;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.countersign.backend.Fields;
import org.countersign.shop.Order;

/**
 * What exchanges do to the lines of an order. Medusa adds the new items when an exchange is requested; by our contract a
 * request moves nothing, so that they become lines when everything has come back, and what came back is then no part of its
 * old line. Exchanges of others are left as Medusa has them: which unit was for which nobody wrote down.
 *
 * @param listed those that are more than a draft
 * @param waiting items that are no lines yet
 * @param gone   units by item that are another line now
 */
record Exchanged(List<Listed> listed, Set<String> waiting, Map<String, Integer> gone) {

    /** @param back what is to come back; absent when nothing is */
    record Listed(Fields exchange, Optional<Mark> mark, Order.Return.Status status, Optional<Fields> back) {}

    static Exchanged of(Fields order, OrderLog log, List<Fields> exchanges) {
        List<Fields> returns = order.list("returns", one -> one);
        List<Listed> listed = new ArrayList<>();
        Set<String> waiting = new HashSet<>();
        Map<String, Integer> gone = new HashMap<>();
        for (Fields exchange : exchanges) {
            listed(exchange, log, returns).ifPresent(one -> {
                listed.add(one);
                if (one.mark().isPresent()) {
                    move(one, waiting, gone);
                }
            });
        }
        return new Exchanged(listed, waiting, gone);
    }

    private static Optional<Listed> listed(Fields exchange, OrderLog log, List<Fields> returns) {
        String returnId = exchange.textOrNull("return_id");
        Optional<Fields> back =
                returns.stream().filter(one -> one.text("id").equals(returnId)).findFirst();
        Optional<Mark> mark = Mark.ofMetadata(exchange.json().path("metadata"), Mark.MADE);
        if (exchange.timeOrNull("canceled_at") != null) {
            return Optional.of(new Listed(exchange, mark, Order.Return.Status.CANCELLED, back));
        }
        Optional<Order.Return.Status> status = back.isEmpty()
                ? Optional.of(Order.Return.Status.SETTLED)
                : back.flatMap(one -> Returns.status(one, log));
        return status.map(now -> new Listed(exchange, mark, now, back));
    }

    private static void move(Listed exchange, Set<String> waiting, Map<String, Integer> gone) {
        if (exchange.status() == Order.Return.Status.SETTLED) {
            exchange.back()
                    .ifPresent(back -> back.list("items", item -> item)
                            .forEach(item -> gone.merge(item.text("item_id"), item.count("quantity"), Math::addExact)));
        } else {
            for (JsonNode item : exchange.exchange().json().path("additional_items")) {
                waiting.add(item.path("item_id").asText());
            }
        }
    }
}
