package org.countersign.shop;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The port to read orders. Every method throws {@link BackendUnavailable} when the shop cannot be asked. */
public interface Orders {

    Optional<Order> order(OrderId id);

    /** Newest first; a filter that is absent does not narrow. */
    Page<OrderSummary> find(Query query, Page.Request page);

    /** @param text matched against order name, line titles, and — if {@code personalData} — customer name and email */
    record Query(
            @Nullable String text,
            boolean personalData,
            @Nullable CustomerId customer,
            @Nullable String email,
            Order.@Nullable Status status,
            Order.@Nullable PaymentStatus paymentStatus,
            Order.@Nullable FulfillmentStatus fulfillmentStatus,
            @Nullable Instant placedAfter,
            @Nullable Instant placedBefore) {}
}
