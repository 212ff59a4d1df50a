package org.countersign.backend.medusa;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.countersign.backend.Fields;
import org.countersign.gate.Json;
import org.countersign.gate.StepKey;
import org.countersign.shop.BackendUnavailable;

/**
 * Stock for the new items of an exchange. Medusa fulfils only what is reserved, and reserves nothing for an exchange without a
 * shipping method of its own; more than there is, it does not reserve.
 */
@ApplicationScoped
class Reserving {

    /** One new item. @param needs units by inventory item for one unit of it; empty where its stock is not kept */
    record Fresh(String id, String lineId, String variantId, int quantity, Map<String, Integer> needs) {

        static Fresh of(Fields row) {
            Fields item = row.object("item");
            return new Fresh(
                    row.text("item_id"),
                    item.json().path("metadata").path(Mark.LINE).asText(""),
                    item.text("variant_id"),
                    row.count("quantity"),
                    needs(item.json().path("variant")));
        }

        private static Map<String, Integer> needs(JsonNode variant) {
            return variant.path("manage_inventory").asBoolean()
                    ? new Fields(variant)
                            .list("inventory_items", one -> one).stream()
                                    .collect(Collectors.toMap(
                                            one -> one.text("inventory_item_id"),
                                            one -> one.count("required_quantity")))
                    : Map.of();
        }
    }

    private static final String FIELDS = String.join(
            ",",
            "id",
            "additional_items.item_id",
            "additional_items.quantity",
            "additional_items.item.metadata",
            "additional_items.item.variant_id",
            "additional_items.item.variant.manage_inventory",
            "additional_items.item.variant.inventory_items.inventory_item_id",
            "additional_items.item.variant.inventory_items.required_quantity");

    private final Medusa medusa;

    Reserving(Medusa medusa) {
        this.medusa = medusa;
    }

    List<Fresh> items(String exchangeId) {
        return medusa.one(
                        "/admin/exchanges/" + exchangeId,
                        Map.of("fields", FIELDS),
                        answer -> answer.object("exchange").list("additional_items", Fresh::of))
                .orElseThrow(() -> new BackendUnavailable("the exchange is not there"));
    }

    /** What is still to be reserved. @param location where it leaves from */
    List<Draft.Call> calls(List<Fresh> items, String location, StepKey key) {
        List<Draft.Call> calls = new ArrayList<>();
        for (Fresh item : items) {
            Map<String, Integer> held = item.needs().isEmpty() ? Map.of() : held(item.id());
            item.needs().forEach((stock, each) -> {
                int missing = Math.multiplyExact(each, item.quantity()) - held.getOrDefault(stock, 0);
                if (missing > 0) {
                    calls.add(call(item.id(), stock, location, missing, key));
                }
            });
        }
        return calls;
    }

    private static Draft.Call call(String itemId, String stock, String location, int units, StepKey key) {
        return new Draft.Call(
                "/admin/reservations",
                Json.object()
                        .put("line_item_id", itemId)
                        .put("inventory_item_id", stock)
                        .put("location_id", location)
                        .put("quantity", units)
                        .put("description", Mark.of(key).text(null)));
    }

    private Map<String, Integer> held(String itemId) {
        Map<String, Integer> held = new HashMap<>();
        medusa.list(
                        "/admin/reservations",
                        Map.of("line_item_id", itemId, "limit", "100"),
                        answer -> answer.list("reservations", row -> row))
                .forEach(row -> held.merge(row.text("inventory_item_id"), row.count("quantity"), Math::addExact));
        return held;
    }
}
