package org.countersign.backend.builtin;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.countersign.change.OrderRules;
import org.countersign.change.Returnable;
import org.countersign.shop.Money;
import org.countersign.shop.Order;

/** What several changes of the shop do not do to an order, in the shop's own words. */
final class Refuse {

    static Optional<String> unlessOpen(Order order) {
        return order.status() == Order.Status.OPEN
                ? Optional.empty()
                : Optional.of("the order is " + order.status().name().toLowerCase(Locale.ROOT));
    }

    static Optional<String> unlessOpenAndUnfulfilled(Order order) {
        return unlessOpen(order)
                .or(() -> order.fulfillmentStatus() == Order.FulfillmentStatus.UNFULFILLED
                        ? Optional.empty()
                        : Optional.of("the order is being fulfilled: "
                                + order.fulfillmentStatus().name().toLowerCase(Locale.ROOT)));
    }

    static Optional<String> whileReturning(Order order) {
        return OrderRules.openReturn(order).map(open -> "a return or exchange is open: " + open);
    }

    static Optional<String> otherCurrency(Order order, Money amount) {
        return order.totals().total().currency().equals(amount.currency())
                ? Optional.empty()
                : Optional.of("the order is not in " + amount.currency());
    }

    /** @param units by line id */
    static Optional<String> moreThanCanComeBack(Order order, Map<String, Integer> units) {
        return units.entrySet().stream()
                .filter(line -> line.getValue() < 1
                        || order.line(line.getKey())
                                .filter(found -> line.getValue() <= Returnable.quantity(found))
                                .isEmpty())
                .findFirst()
                .map(line -> "of line " + line.getKey() + " not " + line.getValue() + " can come back");
    }

    static Optional<String> unlessSomethingIsLeft(Order order) {
        return order.lines().stream().anyMatch(line -> line.unfulfilledQuantity() > 0)
                ? Optional.empty()
                : Optional.of("nothing of the order is left to be sent");
    }

    /** Goods go out against money that was taken, or is reserved to be. */
    static Optional<String> unlessPaid(Order order) {
        return switch (order.paymentStatus()) {
            case PAID, PARTIALLY_REFUNDED, AUTHORIZED -> Optional.empty();
            case UNPAID, PARTIALLY_PAID, REFUNDED, VOIDED, FAILED ->
                Optional.of("the order is " + Word.of(order.paymentStatus()) + ", not paid");
        };
    }

    private Refuse() {}
}
