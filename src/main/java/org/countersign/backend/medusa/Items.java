package org.countersign.backend.medusa;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import org.countersign.backend.Fields;
import org.countersign.gate.Json;

/** What an order change says of an order's goods in Medusa's own ids. */
final class Items {

    /** The item that is a line now. @throws OrderChangeEdit.Hindered when there is none */
    static Fields of(OrderFile file, String lineId) {
        String id = file.lines().item(lineId).orElseThrow(() -> unknown(lineId));
        return file.json().list("items", item -> item).stream()
                .filter(item -> item.text("id").equals(id))
                .findFirst()
                .orElseThrow(() -> unknown(lineId));
    }

    private static OrderChangeEdit.Hindered unknown(String lineId) {
        return new OrderChangeEdit.Hindered("the order has no line " + lineId);
    }

    /** What is to come back, each item once: Medusa counts what came on one row of an item only. @param units by line id */
    static ObjectNode back(OrderFile file, Map<String, Integer> units) {
        ObjectNode body = Json.object();
        ArrayNode rows = body.putArray("items");
        units.forEach((line, quantity) ->
                rows.addObject().put("id", of(file, line).text("id")).put("quantity", quantity));
        return body;
    }

    /** Where its goods left from last; empty when none have. */
    static Optional<String> leftFrom(OrderFile file) {
        return file.json().list("fulfillments", one -> one).stream()
                .filter(one -> one.textOrNull("canceled_at") == null)
                .flatMap(one -> Optional.ofNullable(one.textOrNull("location_id")).stream())
                .reduce((first, last) -> last);
    }

    private Items() {}
}
