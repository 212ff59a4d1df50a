package org.countersign.backend.medusa;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.countersign.backend.Fields;
import org.countersign.gate.Json;
import org.countersign.shop.Order;

/**
 * How Medusa receives what comes back, for money or for something else, in one order change: what can be sold again is
 * received, the rest is dismissed.
 */
@ApplicationScoped
class Receiving {

    private final StockLocation place;

    Receiving(StockLocation place) {
        this.place = place;
    }

    /** @param kind of the change  @param kept stock to be reserved with it */
    Draft draft(
            String kind,
            OrderFile file,
            String returnId,
            List<Order.ReceivedLine> lines,
            List<Draft.Call> kept,
            Function<OrderLog.Entry, String> made) {
        Fields back = file.json().list("returns", one -> one).stream()
                .filter(one -> one.text("id").equals(returnId))
                .findFirst()
                .orElseThrow(() -> new OrderChangeEdit.Hindered("the order has no return " + returnId));
        String path = "/admin/returns/" + returnId;
        List<Draft.Call> calls = new ArrayList<>();
        if (back.textOrNull("location_id") == null) {
            calls.add(new Draft.Call(path, Json.object().put("location_id", place.of(file))));
        }
        add(calls, path + "/receive-items", file.lines(), back, lines, true);
        add(calls, path + "/dismiss-items", file.lines(), back, lines, false);
        return new Draft(
                kind,
                new Draft.Call(path + "/receive", Json.object()),
                begun -> new Draft.Filling(calls, kept, path + "/receive/confirm"),
                made);
    }

    private static void add(
            List<Draft.Call> calls,
            String path,
            LineIds ids,
            Fields back,
            List<Order.ReceivedLine> lines,
            boolean restock) {
        ObjectNode body = Json.object();
        ArrayNode rows = body.putArray("items");
        lines.stream()
                .filter(line -> line.restock() == restock)
                .forEach(line -> rows.addObject()
                        .put("id", item(ids, back, line.lineId()))
                        .put("quantity", line.quantity()));
        if (!rows.isEmpty()) {
            calls.add(new Draft.Call(path, body));
        }
    }

    private static String item(LineIds ids, Fields back, String lineId) {
        return back.list("items", row -> row.text("item_id")).stream()
                .filter(item -> ids.line(item).equals(lineId))
                .findFirst()
                .orElseThrow(() -> new OrderChangeEdit.Hindered("the return has no line " + lineId));
    }
}
