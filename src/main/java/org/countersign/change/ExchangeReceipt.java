package org.countersign.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.countersign.gate.Json;
import org.countersign.gate.ObjectRef;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;
import org.countersign.shop.ShopObject;
import org.jspecify.annotations.Nullable;

/**
 * The units of an exchange have come back, all of them: they go into stock where they can be sold again, and their lines
 * become the new variants, which are to be sent; a difference that is to be charged is taken together with it, or neither. A
 * state, shown by the lines and the exchange's status; the charge by its payment's id.
 *
 * @param lines    what the touched lines become, at the prices that were agreed, and the charge
 * @param received what came back
 */
public record ExchangeReceipt(String exchangeId, LineChanges lines, List<Order.ReceivedLine> received)
        implements Change {

    public static final String KIND = "exchange_receipt";

    public ExchangeReceipt {
        received = ReceivedLines.merged(received);
    }

    public OrderId order() {
        return lines.order();
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public ObjectRef object() {
        return lines.object();
    }

    @Override
    public @Nullable Money money() {
        return lines.money();
    }

    @Override
    public ObjectNode toJson() {
        ObjectNode json = lines.toJson().put("exchange_id", exchangeId);
        json.set("received", ReceivedLines.toJson(received));
        return json;
    }

    static ExchangeReceipt fromJson(JsonNode json) {
        return new ExchangeReceipt(
                json.path("exchange_id").asText(),
                LineChanges.fromJson(json),
                ReceivedLines.fromJson(json.path("received")));
    }

    @Override
    public ObjectNode effect() {
        return effect(exchangeId, Order.Return.Status.SETTLED, lines.effect());
    }

    @Override
    public ObjectNode shown(ShopObject now, String id) {
        return ((Order) now)
                .exchanges().stream()
                        .filter(one -> one.id().equals(exchangeId))
                        .findFirst()
                        .map(one -> effect(one.id(), one.status(), lines.shown(now, id)))
                        .orElseGet(() -> Json.object().put("gone", exchangeId));
    }

    private static ObjectNode effect(String exchangeId, Order.Return.Status status, ObjectNode lines) {
        return Json.object()
                .put("exchange_id", exchangeId)
                .put("exchange_status", Json.wire(status))
                .setAll(lines);
    }
}
