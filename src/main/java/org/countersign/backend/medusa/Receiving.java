package org.countersign.backend.medusa;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.countersign.gate.Json;
import org.countersign.shop.Order;

/** How Medusa receives what comes back: for a return, and for the return that belongs to an exchange. */
@ApplicationScoped
class Receiving {

    private final Goods goods;

    Receiving(Goods goods) {
        this.goods = goods;
    }

    /** @param kept stock to be reserved with it */
    Draft draft(
            String orderId,
            String returnId,
            List<Order.ReceivedLine> lines,
            List<Draft.Call> kept,
            Function<OrderChange, String> made) {
        Goods.Back back = goods.back(returnId)
                .orElseThrow(() -> new OrderChangeEdit.Hindered("Medusa has no return " + returnId));
        String path = "/admin/returns/" + back.id();
        List<Draft.Call> calls = new ArrayList<>();
        if (back.location() == null) {
            String place = goods.ofOrder(orderId).place();
            calls.add(new Draft.Call(path, Json.object().put("location_id", place)));
        }
        add(calls, path + "/receive-items", back.items(), lines, true);
        add(calls, path + "/dismiss-items", back.items(), lines, false);
        return new Draft(
                new Draft.Call(path + "/receive", Json.object()),
                begun -> new Draft.Filling(calls, kept, path + "/receive/confirm"),
                made);
    }

    private static void add(
            List<Draft.Call> calls, String path, Items items, List<Order.ReceivedLine> lines, boolean restock) {
        ObjectNode body = Json.object();
        ArrayNode rows = body.putArray("items");
        lines.stream().filter(line -> line.restock() == restock).forEach(line -> rows.addObject()
                .put("id", items.known(line.lineId()).id())
                .put("quantity", line.quantity()));
        if (!rows.isEmpty()) {
            calls.add(new Draft.Call(path, body));
        }
    }
}
