package org.countersign.returns;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.countersign.change.OrderRules;
import org.countersign.change.Returnable;
import org.countersign.gate.Json;
import org.countersign.gate.Refusal;
import org.countersign.gate.ShopRule;
import org.countersign.shop.Order;

/** What may be asked to come back: of open orders what was delivered not long ago, one request at a time. */
final class ReturnRules {

    /**
     * @param days after delivery
     * @param verb such as {@code returned}
     */
    static Optional<Refusal> check(Order order, Instant now, int days, String verb) {
        return OrderRules.open(order)
                .or(() -> notDelivered(order, verb))
                .or(() -> windowOver(order, now, days, verb))
                .or(() -> OrderRules.noReturnOpen(order));
    }

    /** @param units by line id */
    static Optional<Refusal> check(Order order, Map<String, Integer> units, String verb) {
        for (Map.Entry<String, Integer> wanted : units.entrySet()) {
            Optional<Order.Line> line = order.line(wanted.getKey());
            if (line.isEmpty()) {
                return Optional.of(OrderRules.noSuchLine(order, wanted.getKey()));
            }
            int left = Returnable.quantity(line.get());
            if (wanted.getValue() > left) {
                return Optional.of(OrderRules.tooMany(wanted.getKey(), wanted.getValue(), left, verb));
            }
        }
        return Optional.empty();
    }

    private static Optional<Refusal> notDelivered(Order order, String verb) {
        boolean delivered = order.deliveredAt() != null
                && switch (order.fulfillmentStatus()) {
                    case PARTIALLY_DELIVERED, DELIVERED, RETURNED -> true;
                    case UNFULFILLED, BUSY, PARTIALLY_FULFILLED, SHIPPED -> false;
                };
        return delivered
                ? Optional.empty()
                : Optional.of(
                        Refusal.rule(
                                ShopRule.NOT_DELIVERED,
                                "Order " + order.name() + " is not delivered but "
                                        + Json.wire(order.fulfillmentStatus()) + ", so nothing of it can be " + verb
                                        + " yet.",
                                "Before anything is fulfilled it can be changed or cancelled; else wait until it has arrived."));
    }

    private static Optional<Refusal> windowOver(Order order, Instant now, int days, String verb) {
        return Optional.ofNullable(order.deliveredAt())
                .filter(delivered -> now.isAfter(delivered.plus(Duration.ofDays(days))))
                .map(delivered -> Refusal.rule(
                                ShopRule.WINDOW_OVER,
                                "Order " + order.name() + " was delivered at " + delivered + "; only within " + days
                                        + " days can it be " + verb + ".",
                                "Tell the customer; an exception is a person's decision (escalate_to_human).")
                        .with(Json.object().put("window_days", days)));
    }

    private ReturnRules() {}
}
