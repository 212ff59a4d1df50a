package org.countersign.lookup;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.countersign.gate.Json;
import org.countersign.shop.Order;
import org.countersign.shop.OrderSummary;
import org.jspecify.annotations.Nullable;

/** An order as the contract shows it; built by hand, since every action begins with it. {@link OrderSchema} describes it. */
final class OrderJson {

    private final PersonalData people;

    OrderJson(PersonalData people) {
        this.people = people;
    }

    ObjectNode order(Order order, String version) {
        ObjectNode json = Json.object()
                .put("id", order.id().value())
                .put("name", order.name())
                .put("version", version)
                .put("status", Json.wire(order.status()))
                .put("payment_status", Json.wire(order.paymentStatus()))
                .put("fulfillment_status", Json.wire(order.fulfillmentStatus()));
        json.set("customer", customer(order.customer()));
        json.set("shipping_address", people.address(order.shippingAddress()));
        list(json, "lines", order.lines(), OrderJson::line);
        list(json, "payments", order.payments(), this::payment);
        list(json, "transactions", order.transactions(), OrderJson::transaction);
        list(json, "shipments", order.shipments(), Json::tree);
        list(json, "labels", order.labels(), Json::tree);
        list(json, "returns", order.returns(), Json::tree);
        list(json, "exchanges", order.exchanges(), Json::tree);
        list(json, "holds", order.holds(), Json::tree);
        list(json, "notes", order.notes(), Json::tree);
        texts(
                json.putObject("risk").put("level", Json.wire(order.risk().level())),
                "reasons",
                order.risk().reasons());
        json.set("totals", totals(order.totals()));
        json.put("placed_at", order.placedAt().toString());
        time(json, "delivered_at", order.deliveredAt());
        time(json, "cancelled_at", order.cancelledAt());
        if (order.cancelReason() != null) {
            json.put("cancel_reason", order.cancelReason());
        }
        return json;
    }

    ObjectNode summary(OrderSummary order) {
        ObjectNode json = Json.object()
                .put("id", order.id().value())
                .put("name", order.name())
                .put("status", Json.wire(order.status()))
                .put("payment_status", Json.wire(order.paymentStatus()))
                .put("fulfillment_status", Json.wire(order.fulfillmentStatus()));
        json.set("customer", customer(order.customer()));
        json.set("total", Json.money(order.total()));
        json.set("refundable", Json.money(order.refundable()));
        return json.put("item_count", order.itemCount())
                .put("placed_at", order.placedAt().toString());
    }

    private ObjectNode customer(Order.CustomerSummary customer) {
        return Json.object()
                .put("id", customer.id().value())
                .put("name", customer.name())
                .put("email", people.email(customer.email()));
    }

    private static ObjectNode line(Order.Line line) {
        ObjectNode json = Json.object()
                .put("id", line.id())
                .put("product_id", line.productId())
                .put("variant_id", line.variantId())
                .put("title", line.title());
        ObjectNode options = json.putObject("options");
        line.options().forEach(options::put);
        json.put("quantity", line.quantity());
        json.set("unit_price", Json.money(line.unitPrice()));
        json.set("amount", Json.money(line.amount()));
        return json.put("fulfilled_quantity", line.fulfilledQuantity())
                .put("returned_quantity", line.returnedQuantity())
                .put("refunded_quantity", line.refundedQuantity());
    }

    private ObjectNode payment(Order.Payment payment) {
        ObjectNode json = Json.object().put("id", payment.id());
        json.set("method", people.method(payment.method()));
        json.set("amount", Json.money(payment.amount()));
        json.set("refunded", Json.money(payment.refunded()));
        json.set("refundable", Json.money(payment.refundable()));
        return json.put("at", payment.at().toString());
    }

    private static ObjectNode transaction(Order.Transaction transaction) {
        ObjectNode json = Json.object()
                .put("id", transaction.id())
                .put("kind", Json.wire(transaction.kind()))
                .put("method_id", transaction.methodId());
        json.set("amount", Json.money(transaction.amount()));
        json.put("at", transaction.at().toString());
        return transaction.settles() == null ? json : json.put("settles", transaction.settles());
    }

    private static ObjectNode totals(Order.Totals totals) {
        ObjectNode json = Json.object();
        json.set("subtotal", Json.money(totals.subtotal()));
        json.set("shipping", Json.money(totals.shipping()));
        json.set("tax", Json.money(totals.tax()));
        json.set("discount", Json.money(totals.discount()));
        json.set("total", Json.money(totals.total()));
        json.set("refunded", Json.money(totals.refunded()));
        json.set("refundable", Json.money(totals.refundable()));
        return json;
    }

    private static <T> void list(ObjectNode json, String name, List<T> values, Function<T, ObjectNode> each) {
        ArrayNode array = json.putArray(name);
        values.forEach(value -> array.add(each.apply(value)));
    }

    private static void texts(ObjectNode json, String name, List<String> values) {
        values.forEach(json.putArray(name)::add);
    }

    private static void time(ObjectNode json, String name, @Nullable Instant at) {
        if (at != null) {
            json.put(name, at.toString());
        }
    }
}
