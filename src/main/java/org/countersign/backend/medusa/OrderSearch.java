package org.countersign.backend.medusa;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.countersign.backend.Fields;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;
import org.countersign.shop.OrderSummary;
import org.countersign.shop.Orders;
import org.countersign.shop.Page;
import org.jspecify.annotations.Nullable;

/**
 * Finds orders, newest first. Medusa filters by customer, time, whether it is cancelled and words in addresses; whatever else is
 * asked for is looked for here, in a bounded number of orders a call.
 */
final class OrderSearch {

    private static final String LIST = "/admin/orders";
    private static final int AT_ONCE = 40;
    private static final int MOST = 480;

    private final Medusa medusa;
    private final MedusaOrders orders;

    OrderSearch(Medusa medusa, MedusaOrders orders) {
        this.medusa = medusa;
        this.orders = orders;
    }

    Page<OrderSummary> find(Orders.Query query, Page.Request page) {
        Wanted wanted = new Wanted(query);
        Integer number = wanted.number();
        return number != null
                ? one(number, wanted)
                : new Scan<>(
                                LIST,
                                AT_ONCE,
                                MOST,
                                Order::placedAt,
                                order -> order.id().value(),
                                before -> list(query, before))
                        .find(page, wanted::has, OrderSearch::summary);
    }

    private Page<OrderSummary> one(int number, Wanted wanted) {
        return new Page<>(
                orders.order(new OrderId(String.valueOf(number))).filter(wanted::has).stream()
                        .map(OrderSearch::summary)
                        .toList(),
                null);
    }

    private List<Order> list(Orders.Query query, @Nullable Instant before) {
        Map<String, @Nullable String> filter = new HashMap<>();
        filter.put("fields", OrderFile.BRIEF);
        filter.put("order", "-created_at");
        filter.put("limit", String.valueOf(AT_ONCE));
        filter.put(
                "customer_id",
                query.customer() == null ? null : query.customer().value());
        filter.put("q", query.email());
        filter.put("status", query.status() == Order.Status.CANCELLED ? "canceled" : null);
        filter.put("created_at[$gt]", text(query.placedAfter()));
        filter.put("created_at[$lt]", text(earlier(query.placedBefore(), before)));
        return medusa.list(LIST, filter, answer -> answer.list("orders", this::order));
    }

    /** As far as the list says; what an order change added needs the whole order. */
    private Order order(Fields json) {
        boolean changed = json.list(
                        "items", item -> item.json().path("metadata").has(Mark.LINE))
                .contains(true);
        OrderFile brief = OrderFile.of(json, new OrderLog(List.of()), List.of());
        return changed ? orders.order(new OrderId(json.text("id"))).orElseGet(brief::order) : brief.order();
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        return one == null ? other : other == null || one.isBefore(other) ? one : other;
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    private static OrderSummary summary(Order order) {
        return new OrderSummary(
                order.id(),
                order.name(),
                order.status(),
                order.paymentStatus(),
                order.fulfillmentStatus(),
                order.customer(),
                order.totals().total(),
                order.totals().refundable(),
                order.lines().stream().mapToInt(Order.Line::quantity).sum(),
                order.placedAt());
    }
}
