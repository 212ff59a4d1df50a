package org.countersign.backend.medusa;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.countersign.backend.Fields;
import org.countersign.gate.Json;
import org.countersign.gate.StepKey;

/**
 * Stock for the new items of an exchange. Medusa fulfils only what is reserved, and reserves nothing for an exchange without a
 * shipping method of its own; more than there is, it does not reserve.
 */
@ApplicationScoped
class Reserving {

    private record Held(String itemId, int quantity) {

        static Held of(Fields row) {
            return new Held(row.text("inventory_item_id"), row.count("quantity"));
        }
    }

    private final Medusa medusa;

    Reserving(Medusa medusa) {
        this.medusa = medusa;
    }

    /** What is still to be reserved of it. @param location where it leaves from */
    List<Draft.Call> calls(List<Goods.Fresh> fresh, String location, StepKey key) {
        List<Draft.Call> calls = new ArrayList<>();
        for (Goods.Fresh item : fresh) {
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
                        answer -> answer.list("reservations", Held::of))
                .forEach(one -> held.merge(one.itemId(), one.quantity(), Math::addExact));
        return held;
    }
}
