package org.countersign.scripted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Units that leave the house. */
final class Parcels {

    private static final List<String> PAID = List.of("paid", "partially_refunded", "authorized");

    static Optional<String> noParcel(Account account, JsonNode asked) {
        ObjectNode order = account.order(asked);
        Map<String, Integer> units = Rows.units(asked.path("lines"));
        if (!order.path("holds").isEmpty()) {
            return Optional.of("the order is on hold");
        }
        if (units.isEmpty() || !PAID.contains(order.path("payment_status").asText())) {
            return Optional.of("a parcel holds something, and it is paid");
        }
        if (asked.has("label_id") && label(order, asked, "bought").isEmpty()) {
            return Optional.of("the order has no such bought outbound label");
        }
        for (Map.Entry<String, Integer> one : units.entrySet()) {
            int left = Rows.find(order.path("lines"), one.getKey())
                    .map(Standing::toSend)
                    .orElse(0);
            if (one.getValue() < 1 || one.getValue() > left) {
                return Optional.of("of line " + one.getKey() + ", " + left + " are left to be sent");
            }
        }
        return Standing.notOpen(order);
    }

    private static Optional<ObjectNode> label(ObjectNode order, JsonNode asked, String status) {
        return Rows.find(order.path("labels"), asked.path("label_id").asText())
                .filter(label -> label.path("direction").asText().equals("outbound"))
                .filter(label -> label.path("status").asText().equals(status));
    }

    static void send(Account account, Effect effect) {
        JsonNode asked = effect.request();
        ObjectNode order = account.order(asked);
        Map<String, Integer> units = Rows.units(asked.path("lines"));
        ObjectNode parcel = order.withArray("shipments")
                .addObject()
                .put("id", effect.id())
                .put("status", "shipped")
                .put("shipped_at", effect.at().toString());
        parcel.setAll(Rows.some(asked, "carrier"));
        parcel.set("lines", Rows.rows(units));
        units.keySet().forEach(parcel.putArray("line_ids")::add);
        parcel.putArray("tracking_numbers");
        if (asked.hasNonNull("tracking_number")) {
            parcel.withArray("tracking_numbers").add(asked.path("tracking_number"));
        }
        units.forEach((line, quantity) ->
                Rows.find(order.path("lines"), line).ifPresent(row -> Rows.count(row, "fulfilled_quantity", quantity)));
        label(order, asked, "bought").ifPresent(label -> label.put("status", "used"));
        boolean partly = order.path("fulfillment_status").asText().equals("partially_delivered");
        order.put(
                "fulfillment_status",
                partly ? "partially_delivered" : allSent(order) ? "shipped" : "partially_fulfilled");
    }

    private static boolean allSent(ObjectNode order) {
        for (JsonNode line : order.path("lines")) {
            if (Standing.toSend(line) > 0) {
                return false;
            }
        }
        return true;
    }

    static ObjectNode sent(Account now, Effect effect) {
        ObjectNode order = now.order(effect.request());
        ObjectNode json = Http.object();
        Rows.find(order.path("shipments"), effect.id()).ifPresent(parcel -> {
            ObjectNode shown = json.putObject("shipment").setAll(Rows.some(parcel, "lines", "carrier"));
            parcel.path("tracking_numbers").forEach(number -> shown.set("tracking_number", number));
            label(order, effect.request(), "used").ifPresent(label -> shown.set("label_id", label.path("id")));
        });
        return json;
    }

    private Parcels() {}
}
