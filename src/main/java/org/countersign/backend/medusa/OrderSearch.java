package org.countersign.backend.medusa;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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
 * Finds orders, newest first. Medusa filters by customer, time and words in addresses; whatever else is asked for is looked for
 * here, in a bounded number of orders a call: the cursor goes on where the look ended, so that a page may be short or empty
 * and not the last.
 */
final class OrderSearch {

    private static final String LIST = "/admin/orders";
    private static final int AT_ONCE = 40;
    private static final int LOOKED_AT = 480;

    private static final Comparator<Order> NEWEST_FIRST = Comparator.comparing(Order::placedAt)
            .thenComparing(order -> order.id().value())
            .reversed();

    private final Medusa medusa;
    private final MedusaOrders orders;

    OrderSearch(Medusa medusa, MedusaOrders orders) {
        this.medusa = medusa;
        this.orders = orders;
    }

    Page<OrderSummary> find(Orders.Query query, Page.Request page) {
        Cursor after = Cursor.decode(page.cursor(), LIST);
        Wanted wanted = new Wanted(query);
        if (wanted.number() != null) {
            return one(wanted);
        }
        List<OrderSummary> found = new ArrayList<>();
        for (int looked = 0; looked < LOOKED_AT; looked += AT_ONCE) {
            List<Order> next = next(query, after);
            for (Order order : next) {
                if (wanted.has(order)) {
                    if (found.size() == page.limit()) {
                        return new Page<>(found, cursor(found.getLast()));
                    }
                    found.add(summary(order));
                }
            }
            if (next.isEmpty()) {
                return new Page<>(found, null);
            }
            after = Cursor.of(
                    LIST, next.getLast().placedAt(), next.getLast().id().value());
        }
        return new Page<>(found, after == null ? null : after.encode());
    }

    private Page<OrderSummary> one(Wanted wanted) {
        return new Page<>(
                orders.order(new OrderId(String.valueOf(wanted.number()))).filter(wanted::has).stream()
                        .map(OrderSearch::summary)
                        .toList(),
                null);
    }

    /**
     * What comes after the cursor; empty at the end only. Of orders of one instant that are cut through by the end of a list
     * none is taken, so that the next one has them all.
     */
    private List<Order> next(Orders.Query query, @Nullable Cursor after) {
        List<Order> all = list(query, after);
        boolean more = all.size() == AT_ONCE;
        Instant last = all.isEmpty() ? Instant.MIN : all.getLast().placedAt();
        boolean oneInstant = more && all.getFirst().placedAt().equals(last);
        return all.stream()
                .filter(order -> !more || oneInstant || order.placedAt().isAfter(last))
                .filter(order -> after == null
                        || after.isBefore(order.placedAt(), order.id().value()))
                .toList();
    }

    private List<Order> list(Orders.Query query, @Nullable Cursor after) {
        Map<String, @Nullable String> filter = new HashMap<>();
        filter.put("fields", OrderFile.BRIEF);
        filter.put("order", "-created_at");
        filter.put("limit", String.valueOf(AT_ONCE));
        filter.put(
                "customer_id",
                query.customer() == null ? null : query.customer().value());
        filter.put("q", query.email());
        filter.put("status", query.status() == Order.Status.CANCELLED ? "canceled" : null);
        filter.put(
                "created_at[$gt]",
                query.placedAfter() == null ? null : query.placedAfter().toString());
        filter.put("created_at[$lt]", before(query.placedBefore(), after));
        return medusa.list(LIST, filter, answer -> answer.list("orders", this::order)).stream()
                .sorted(NEWEST_FIRST)
                .toList();
    }

    /** The shop's clock is finer than what it says: orders of the cursor's own millisecond are asked for again. */
    private static @Nullable String before(@Nullable Instant asked, @Nullable Cursor after) {
        if (after == null) {
            return asked == null ? null : asked.toString();
        }
        Instant next = after.at().plusMillis(1);
        return (asked == null || next.isBefore(asked) ? next : asked).toString();
    }

    /** As far as the list says; what an order change added needs the whole order. */
    private Order order(Fields json) {
        boolean changed = json.list(
                        "items", item -> item.json().path("metadata").has(Mark.LINE))
                .contains(true);
        OrderFile brief = OrderFile.of(json, new OrderLog(List.of()), List.of());
        return changed ? orders.order(new OrderId(json.text("id"))).orElseGet(brief::order) : brief.order();
    }

    private static String cursor(OrderSummary last) {
        return Cursor.of(LIST, last.placedAt(), last.id().value()).encode();
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
