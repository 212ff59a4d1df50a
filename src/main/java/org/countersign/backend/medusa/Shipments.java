package org.countersign.backend.medusa;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.countersign.backend.Fields;
import org.countersign.shop.Order;
import org.countersign.shop.Order.FulfillmentStatus;
import org.countersign.shop.Order.Shipment;
import org.jspecify.annotations.Nullable;

/** What was packed, sent and delivered: fulfilments of Medusa, with the parcels' numbers from their labels. */
record Shipments(OrderLog log, LineIds lines) {

    List<Shipment> of(Fields order) {
        return order.list("fulfillments", this::shipment).stream()
                .sorted(java.util.Comparator.comparing(Shipment::id))
                .toList();
    }

    private Shipment shipment(Fields made) {
        List<Order.ShippedLine> units = log.packed(made.text("id")).entrySet().stream()
                .map(packed -> new Order.ShippedLine(lines.line(packed.getKey()), packed.getValue()))
                .toList();
        return new Shipment(
                made.text("id"),
                units.stream().map(Order.ShippedLine::lineId).distinct().toList(),
                units,
                Mark.ofMetadata(made.json().path("metadata"), Mark.MADE)
                        .flatMap(mark -> mark.read(plan -> plan.text("carrier")))
                        .orElse(null),
                made.list("labels", label -> Optional.ofNullable(label.textOrNull("tracking_number"))).stream()
                        .flatMap(Optional::stream)
                        .filter(number -> !number.isBlank())
                        .distinct()
                        .toList(),
                status(made),
                made.timeOrNull("shipped_at"),
                made.timeOrNull("delivered_at"));
    }

    private static Shipment.Status status(Fields made) {
        if (made.timeOrNull("canceled_at") != null) {
            return Shipment.Status.CANCELLED;
        }
        if (made.timeOrNull("delivered_at") != null) {
            return Shipment.Status.DELIVERED;
        }
        return made.timeOrNull("shipped_at") == null ? Shipment.Status.PENDING : Shipment.Status.SHIPPED;
    }

    /** When the last of those came that have come. */
    static @Nullable Instant delivered(List<Shipment> shipments) {
        return shipments.stream()
                .filter(one -> one.status() == Shipment.Status.DELIVERED)
                .map(Shipment::deliveredAt)
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(null);
    }

    /** Units that are refunded need not be sent; what is packed and has not left yet is busy. */
    static FulfillmentStatus status(Lines goods) {
        int packed = 0;
        int open = 0;
        int returned = 0;
        for (Order.Line line : goods.lines()) {
            packed += line.fulfilledQuantity();
            open += line.unfulfilledQuantity();
            returned += line.returnedQuantity();
        }
        if (packed == 0) {
            return FulfillmentStatus.UNFULFILLED;
        }
        if (open == 0 && returned >= packed) {
            return FulfillmentStatus.RETURNED;
        }
        if (goods.delivered() > 0) {
            return open == 0 && goods.delivered() >= packed
                    ? FulfillmentStatus.DELIVERED
                    : FulfillmentStatus.PARTIALLY_DELIVERED;
        }
        if (open > 0) {
            return FulfillmentStatus.PARTIALLY_FULFILLED;
        }
        return goods.shipped() >= packed ? FulfillmentStatus.SHIPPED : FulfillmentStatus.BUSY;
    }
}
