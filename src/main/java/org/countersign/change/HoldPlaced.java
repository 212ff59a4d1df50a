package org.countersign.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.countersign.gate.Json;
import org.countersign.gate.ObjectRef;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;
import org.countersign.shop.ShopObject;
import org.jspecify.annotations.Nullable;

/** One more hold of an order, shown by the id that the shop gave it. */
public record HoldPlaced(
        OrderId order, String reason, @Nullable String note) implements Change {

    public static final String KIND = "hold";

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
        return put(Json.object().put("order_id", order.value()), reason, note);
    }

    static HoldPlaced fromJson(JsonNode json) {
        return new HoldPlaced(
                new OrderId(json.path("order_id").asText()),
                json.path("reason").asText(),
                Json.textOrNull(json, "note"));
    }

    @Override
    public ObjectNode effect() {
        ObjectNode json = Json.object();
        put(json.putObject("hold"), reason, note);
        return json;
    }

    @Override
    public ObjectNode shown(ShopObject now, String id) {
        ObjectNode json = Json.object();
        ((Order) now)
                .holds().stream()
                        .filter(hold -> hold.id().equals(id))
                        .forEach(hold -> put(json.putObject("hold"), hold.reason(), hold.note()));
        return json;
    }

    private static ObjectNode put(ObjectNode json, String reason, @Nullable String note) {
        json.put("reason", reason);
        return note == null ? json : json.put("note", note);
    }
}
