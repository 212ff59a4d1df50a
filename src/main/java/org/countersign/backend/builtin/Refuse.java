package org.countersign.backend.builtin;

import java.util.Locale;
import java.util.Optional;
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

    private Refuse() {}
}
