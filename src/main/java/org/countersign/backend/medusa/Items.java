package org.countersign.backend.medusa;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.countersign.backend.Fields;

/**
 * The items of an order, or of a return, by the lines they are: an order change puts a new item in the place of an old one,
 * and the line keeps its id. Of several the youngest is the line; Medusa's ids grow with time.
 */
record Items(List<Item> all) {

    /** @param quantity as ordered, or as is to come back */
    record Item(String id, String lineId, int quantity) {

        /** Of an order. */
        static Item of(Fields item) {
            String id = item.text("id");
            return new Item(id, line(id, item.json()), item.count("quantity"));
        }

        /** Of a return. */
        static Item back(Fields item) {
            String id = item.text("item_id");
            return new Item(id, line(id, item.json().path("item")), item.count("quantity"));
        }
    }

    Items {
        all = List.copyOf(all);
    }

    Optional<Item> line(String lineId) {
        return all.stream().filter(item -> item.lineId().equals(lineId)).max(Comparator.comparing(Item::id));
    }

    /** @throws OrderChangeEdit.Hindered when there is none */
    Item known(String lineId) {
        return line(lineId)
                .orElseThrow(() -> new OrderChangeEdit.Hindered("Medusa has no item that is line " + lineId));
    }

    static String line(String itemId, JsonNode item) {
        String kept = item.path("metadata").path(Mark.LINE).asText("");
        return kept.isEmpty() ? itemId : kept;
    }
}
