package org.countersign.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.countersign.gate.Json;
import org.countersign.gate.ObjectRef;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;
import org.countersign.shop.ShopObject;
import org.jspecify.annotations.Nullable;

/**
 * Units that are to come back for other ones: a request, which moves neither money nor stock. Shown by the exchange's id.
 *
 * @param changes    in the order they were asked for; the same line may be there twice
 * @param methodId   what the difference will be charged or refunded to
 * @param difference as agreed: it holds when the units are received
 */
public record ExchangeRequest(OrderId order, List<Order.Change> changes, String methodId, PriceDifference difference)
        implements Change {

    public static final String KIND = "exchange_request";

    public ExchangeRequest {
        changes = List.copyOf(changes);
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
        return Json.object().put("order_id", order.value()).setAll(content(changes, methodId, difference.shown()));
    }

    static ExchangeRequest fromJson(JsonNode json) {
        List<Order.Change> changes = new ArrayList<>();
        json.path("changes")
                .forEach(row -> changes.add(new Order.Change(
                        row.path("line_id").asText(),
                        row.path("variant_id").asText(),
                        row.path("quantity").asInt(),
                        Json.textOrNull(row, "reason"),
                        row.hasNonNull("unit_price") ? Json.moneyOf(row.path("unit_price")) : null)));
        JsonNode difference = json.path("price_difference");
        return new ExchangeRequest(
                new OrderId(json.path("order_id").asText()),
                changes,
                json.path("payment_method_id").asText(),
                new PriceDifference(
                        Order.PriceDifference.Direction.valueOf(
                                difference.path("direction").asText().toUpperCase(Locale.ROOT)),
                        Json.moneyOf(difference)));
    }

    @Override
    public ObjectNode effect() {
        return effect(Order.Return.Status.REQUESTED, content(changes, methodId, difference.shown()));
    }

    @Override
    public ObjectNode shown(ShopObject now, String id) {
        return ((Order) now)
                .exchanges().stream()
                        .filter(one -> one.id().equals(id))
                        .findFirst()
                        .map(one -> effect(
                                one.status(), content(one.changes(), one.paymentMethodId(), one.priceDifference())))
                        .orElseGet(() -> Json.object().put("gone", id));
    }

    private static ObjectNode effect(Order.Return.Status status, ObjectNode content) {
        return Json.object().put("exchange_status", Json.wire(status)).setAll(content);
    }

    private static ObjectNode content(
            List<Order.Change> changes, @Nullable String methodId, Order.@Nullable PriceDifference difference) {
        ObjectNode json = Json.object();
        ArrayNode rows = json.putArray("changes");
        for (Order.Change change : changes) {
            ObjectNode row = rows.addObject()
                    .put("line_id", change.lineId())
                    .put("variant_id", change.variantId())
                    .put("quantity", change.quantity())
                    .put("reason", change.reason());
            Money price = change.unitPrice();
            row.set("unit_price", price == null ? null : Json.money(price));
        }
        json.put("payment_method_id", methodId);
        if (difference != null) {
            json.putObject("price_difference")
                    .put("direction", Json.wire(difference.direction()))
                    .put("amount", difference.amount())
                    .put("currency", difference.currency());
        }
        return json;
    }
}
