package org.countersign.backend.remote;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.countersign.backend.Fields;
import org.countersign.backend.OfBackend;
import org.countersign.gate.Json;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;
import org.countersign.shop.OrderSummary;
import org.countersign.shop.Orders;
import org.countersign.shop.Page;
import org.jspecify.annotations.Nullable;

/** The orders of a shop behind the protocol. */
@OfBackend(RemoteShop.NAME)
@ApplicationScoped
class RemoteOrders implements Orders {

    private final Questions questions;

    RemoteOrders(Questions questions) {
        this.questions = questions;
    }

    @Override
    public Optional<Order> order(OrderId id) {
        return questions.one("/order", Map.of("id", id.value()), json -> {
            Order order = OrderReading.order(json);
            if (!order.id().equals(id)) {
                throw Fields.wrong("id", "the one that was asked for");
            }
            return order;
        });
    }

    @Override
    public Page<OrderSummary> find(Query query, Page.Request page) {
        Map<String, @Nullable String> filter = new HashMap<>();
        filter.put("query", query.text());
        filter.put("personal_data", query.personalData() ? "true" : null);
        filter.put(
                "customer_id",
                query.customer() == null ? null : query.customer().value());
        filter.put("email", query.email());
        filter.put("status", word(query.status()));
        filter.put("payment_status", word(query.paymentStatus()));
        filter.put("fulfillment_status", word(query.fulfillmentStatus()));
        filter.put("placed_after", time(query.placedAfter()));
        filter.put("placed_before", time(query.placedBefore()));
        return questions.page("/orders", filter, page, OrderReading::summary);
    }

    private static @Nullable String word(@Nullable Enum<?> word) {
        return word == null ? null : Json.wire(word);
    }

    private static @Nullable String time(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
