package org.countersign.backend.medusa;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.countersign.backend.Fields;
import org.countersign.gate.Json;
import org.countersign.refund.Refunds.LineQuantity;

/** What is to be packed, as items of Medusa, on the order as it is now. */
record Parcel(OrderFile order, Map<String, Integer> units) {

    /** @return a refusal for the model, or the parcel */
    static Optional<Parcel> of(OrderFile order, Iterable<LineQuantity> lines) {
        Map<String, Integer> units = new LinkedHashMap<>();
        for (LineQuantity line : lines) {
            Optional<String> item = order.lines().item(line.lineId());
            if (item.isEmpty()) {
                return Optional.empty();
            }
            units.merge(item.get(), line.quantity(), Math::addExact);
        }
        return Optional.of(new Parcel(order, units));
    }

    ArrayNode items() {
        ArrayNode items = Json.object().arrayNode();
        units.forEach((item, quantity) -> items.addObject().put("id", item).put("quantity", quantity));
        return items;
    }

    /** What Medusa notices only once the parcel is made, or not at all. */
    Optional<String> refusal() {
        for (Fields item : order.json().list("items", each -> each)) {
            int wanted = units.getOrDefault(item.text("id"), 0);
            int left = item.count("quantity") - item.object("detail").count("fulfilled_quantity");
            if (wanted > left) {
                return Optional.of(
                        "Only " + left + " of " + Replies.plain(item.text("title")) + " are left to be sent.");
            }
        }
        boolean shipped = order.json().list("shipping_methods", Fields::json).stream()
                .anyMatch(method -> method.hasNonNull("shipping_option_id"));
        return shipped
                ? Optional.empty()
                : Optional.of(
                        "The order has no shipping option in the shop, so it can only be sent there, by a person.");
    }

    /** Whether stock is reserved for all of it: Medusa asks that when the parcel is made. */
    Optional<String> unreserved(JsonNode variants, Iterable<JsonNode> reservations) {
        for (JsonNode item : variants) {
            int wanted = units.getOrDefault(item.path("id").asText(), 0);
            boolean managed = item.path("variant").path("manage_inventory").asBoolean();
            if (wanted > 0 && managed && !reserved(item, wanted, reservations)) {
                return Optional.of(
                        "Not enough stock is reserved for the order in the shop; a person has to reserve it.");
            }
        }
        return Optional.empty();
    }

    private static boolean reserved(JsonNode item, int wanted, Iterable<JsonNode> reservations) {
        boolean any = false;
        for (JsonNode reservation : reservations) {
            if (reservation.path("line_item_id").equals(item.path("id"))) {
                any = true;
                if (reservation.path("quantity").asLong() < (long) wanted * each(item, reservation)) {
                    return false;
                }
            }
        }
        return any;
    }

    /** Pieces in stock that one unit takes. */
    private static int each(JsonNode item, JsonNode reservation) {
        for (JsonNode piece : item.path("variant").path("inventory_items")) {
            if (piece.path("inventory_item_id").equals(reservation.path("inventory_item_id"))) {
                return piece.path("required_quantity").asInt(1);
            }
        }
        return 1;
    }
}
