package org.countersign.carrier.testcarrier;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.countersign.label.Carrier;
import org.countersign.shop.Address;
import org.jspecify.annotations.Nullable;

/** What a parcel would have met on its way, told from the times the shop knows; never in the future, never after delivery. */
record Journey(Clock clock) {

    private static final Duration SORTED = Duration.ofHours(5);
    private static final Duration ARRIVED = Duration.ofHours(20);
    private static final Duration LAST_MILE = Duration.ofHours(3);

    List<Carrier.Event> events(Carrier.Known parcel) {
        List<Carrier.Event> events = new ArrayList<>();
        if (parcel.labelledAt() != null) {
            events.add(event(parcel.labelledAt(), "label_created", "Shipping label created", null));
        }
        if (parcel.voided()) {
            return events;
        }
        Instant shipped = parcel.shippedAt();
        Instant delivered = parcel.deliveredAt();
        if (shipped != null) {
            Instant end = delivered == null ? clock.instant() : delivered;
            String from = place(parcel.from());
            String to = place(parcel.to());
            add(events, shipped, "picked_up", "Picked up", from, end);
            add(events, shipped.plus(SORTED), "in_transit", "Left the sorting centre", from, end);
            add(events, shipped.plus(ARRIVED), "in_transit", "Arrived at the delivery depot", to, end);
        }
        if (delivered != null) {
            Instant out = delivered.minus(LAST_MILE);
            if (shipped != null && out.isAfter(shipped)) {
                insert(events, event(out, "out_for_delivery", "Out for delivery", place(parcel.to())));
            }
            events.add(event(delivered, "delivered", "Delivered", place(parcel.to())));
        }
        return events;
    }

    private static void add(
            List<Carrier.Event> events, Instant at, String status, String what, @Nullable String where, Instant end) {
        if (!at.isAfter(end)) {
            events.add(event(at, status, what, where));
        }
    }

    /** By its time; what would come after it did not happen any more. */
    private static void insert(List<Carrier.Event> events, Carrier.Event event) {
        events.removeIf(other -> other.at().isAfter(event.at()));
        events.add(event);
    }

    private static Carrier.Event event(Instant at, String status, String what, @Nullable String where) {
        return new Carrier.Event(at, status, what, where);
    }

    private static String place(Address address) {
        return address.city() + ", " + address.country();
    }
}
