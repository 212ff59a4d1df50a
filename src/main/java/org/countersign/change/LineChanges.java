package org.countersign.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.countersign.gate.Json;
import org.countersign.gate.ObjectRef;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;
import org.countersign.shop.ShopObject;
import org.jspecify.annotations.Nullable;

/**
 * Units of lines become other variants of their products; what was there goes back into stock. A line keeps its id when
 * all of it changes. Else the changed units become a line of their own, whose id the plan fixes, and the rest keeps the id.
 * A state, shown by what the touched lines say now.
 *
 * @param lines  every touched line as it will be, in the order of the changes: what a shop has to come to, or decline
 * @param charge a price difference that is taken together with the change, or neither: nobody pays for a unit that
 *               somebody else was faster to get
 */
public record LineChanges(
        OrderId order,
        List<Part> changes,
        List<Line> lines,
        @Nullable Charge charge) implements Change {

    public static final String KIND = "lines";

    /** @param newLineId of the line that these units become; absent: the line keeps its id */
    public record Part(
            String lineId,
            String from,
            String to,
            int quantity,
            @Nullable String newLineId) {

        public String becomes() {
            return newLineId == null ? lineId : newLineId;
        }
    }

    public record Line(String id, String variantId, int quantity, Money unitPrice) {

        static Line of(Order.Line line) {
            return new Line(line.id(), line.variantId(), line.quantity(), line.unitPrice());
        }
    }

    public LineChanges {
        changes = List.copyOf(changes);
        lines = List.copyOf(lines);
    }

    /** What swaps of units that are there come to; several may be of one line. */
    public static LineChanges of(Order order, List<Swap> swaps) {
        return new Splitting(order).of(swaps);
    }

    public LineChanges charging(String methodId, Money difference) {
        return new LineChanges(order, changes, lines, new Charge(order, methodId, difference, Charge.PRICE_DIFFERENCE));
    }

    @Override
    public @Nullable Money money() {
        return charge == null ? null : charge.amount();
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public ObjectRef object() {
        return ObjectRef.order(order.value());
    }

    @Override
    public ObjectNode toJson() {
        ObjectNode json = Json.object().put("order_id", order.value());
        ArrayNode rows = json.putArray("changes");
        for (Part part : changes) {
            ObjectNode row = rows.addObject()
                    .put("line_id", part.lineId())
                    .put("from_variant_id", part.from())
                    .put("variant_id", part.to())
                    .put("quantity", part.quantity());
            if (part.newLineId() != null) {
                row.put("new_line_id", part.newLineId());
            }
        }
        return json.setAll(effect());
    }

    static LineChanges fromJson(JsonNode json) {
        List<Part> changes = new ArrayList<>();
        json.path("changes").forEach(row -> changes.add(part(row)));
        List<Line> lines = new ArrayList<>();
        json.path("lines")
                .forEach(row -> lines.add(new Line(
                        row.path("line_id").asText(),
                        row.path("variant_id").asText(),
                        row.path("quantity").asInt(),
                        Json.moneyOf(row.path("unit_price")))));
        LineChanges plain = new LineChanges(new OrderId(json.path("order_id").asText()), changes, lines, null);
        JsonNode charge = json.path("charge");
        return charge.isObject()
                ? plain.charging(charge.path("payment_method_id").asText(), Json.moneyOf(charge.path("amount")))
                : plain;
    }

    private static Part part(JsonNode row) {
        return new Part(
                row.path("line_id").asText(),
                row.path("from_variant_id").asText(),
                row.path("variant_id").asText(),
                row.path("quantity").asInt(),
                Json.textOrNull(row, "new_line_id"));
    }

    @Override
    public ObjectNode effect() {
        ObjectNode json = effect(lines);
        return charge == null ? json : json.set("charge", charge.effect());
    }

    @Override
    public ObjectNode shown(ShopObject now, String id) {
        Order order = (Order) now;
        ObjectNode json = effect(lines.stream()
                .map(line -> order.line(line.id()))
                .flatMap(Optional::stream)
                .map(Line::of)
                .toList());
        return charge == null ? json : json.set("charge", charge.shown(now, id));
    }

    private static ObjectNode effect(List<Line> lines) {
        ObjectNode json = Json.object();
        ArrayNode rows = json.putArray("lines");
        lines.forEach(line -> rows.addObject()
                .put("line_id", line.id())
                .put("variant_id", line.variantId())
                .put("quantity", line.quantity())
                .set("unit_price", Json.money(line.unitPrice())));
        return json;
    }
}
