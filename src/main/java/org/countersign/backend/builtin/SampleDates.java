package org.countersign.backend.builtin;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * When things happened to an order of the sample shop, whose data carries no dates: the same distance from the import
 * each time, spread by a checksum of the order's id. What was delivered was delivered 1 to 20 days before the import.
 */
record SampleDates(
        Instant placed,
        @Nullable Instant shipped,
        @Nullable Instant delivered,
        @Nullable Instant cancelled) {

    static SampleDates of(String orderId, SampleState state, Instant imported) {
        return switch (state) {
            case PENDING -> {
                Instant placed = imported.minus(between(orderId, "placed", Duration.ofHours(1), Duration.ofDays(3)));
                yield new SampleDates(placed, null, null, null);
            }
            case PROCESSED -> {
                Instant placed = imported.minus(between(orderId, "placed", Duration.ofDays(2), Duration.ofDays(5)));
                yield new SampleDates(placed, null, null, null);
            }
            case DELIVERED -> {
                Instant delivered =
                        imported.minus(between(orderId, "delivered", Duration.ofDays(1), Duration.ofDays(20)));
                Instant shipped = delivered.minus(between(orderId, "shipped", Duration.ofDays(1), Duration.ofDays(4)));
                Instant placed = shipped.minus(between(orderId, "placed", Duration.ofHours(6), Duration.ofDays(2)));
                yield new SampleDates(placed, shipped, delivered, null);
            }
            case CANCELLED -> {
                Instant cancelled =
                        imported.minus(between(orderId, "cancelled", Duration.ofDays(1), Duration.ofDays(20)));
                Instant placed = cancelled.minus(between(orderId, "placed", Duration.ofHours(1), Duration.ofHours(36)));
                yield new SampleDates(placed, null, null, cancelled);
            }
        };
    }

    /** Whole seconds from {@code least} to {@code most}. */
    private static Duration between(String orderId, String what, Duration least, Duration most) {
        CRC32 checksum = new CRC32();
        checksum.update((orderId + "/" + what).getBytes(StandardCharsets.UTF_8));
        return least.plusSeconds(checksum.getValue() % (most.minus(least).toSeconds() + 1));
    }
}
