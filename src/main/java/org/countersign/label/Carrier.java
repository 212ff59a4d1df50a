package org.countersign.label;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.countersign.gate.StepKey;
import org.countersign.shop.Address;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.jspecify.annotations.Nullable;

/** The port to who carries parcels: the one that the setting {@code countersign.carrier} names. */
public interface Carrier {

    String name();

    /** What must stand on every label of this carrier, if anything. */
    Optional<String> notice();

    /** What it would take now, cheapest first; empty when it carries no such parcel there. */
    List<Offer> offers(Trip trip);

    /** The number of the label that is bought under this key: the same for the same key, for no other. */
    String trackingNumber(StepKey key);

    /** What happened to a parcel of this carrier until now, oldest first. */
    List<Event> events(Known parcel);

    /** A parcel's way; a return goes from the customer to the shop. */
    record Trip(Order.Label.Direction direction, Address from, Address to, Parcel parcel) {}

    /**
     * @param service the carrier's own name of it, one word
     * @param days    until delivery, at most
     */
    record Offer(String service, Money price, int days) {}

    /** @param description untrusted, as is where: the carrier wrote it */
    record Event(
            Instant at,
            String status,
            String description,
            @Nullable String where) {}

    /** What the shop knows of a parcel; a carrier with records of its own needs the number only. */
    record Known(
            String trackingNumber,
            Address from,
            Address to,
            @Nullable Instant labelledAt,
            boolean voided,
            @Nullable Instant shippedAt,
            @Nullable Instant deliveredAt) {}
}
