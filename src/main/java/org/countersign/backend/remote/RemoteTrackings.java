package org.countersign.backend.remote;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import org.countersign.backend.OfBackend;
import org.countersign.label.Trackings;
import org.countersign.shop.OrderId;
import org.countersign.shop.OrderSummary;
import org.countersign.shop.Page;

/** Finds orders of a shop behind the protocol by the number of a parcel: one more filter of its list. */
@OfBackend(RemoteShop.NAME)
@ApplicationScoped
class RemoteTrackings implements Trackings {

    private final Questions questions;

    RemoteTrackings(Questions questions) {
        this.questions = questions;
    }

    @Override
    public Optional<OrderId> orderOf(String trackingNumber) {
        return questions
                .page(
                        "/orders",
                        Map.of("tracking_number", trackingNumber),
                        new Page.Request(1, null),
                        OrderReading::summary)
                .items()
                .stream()
                .findFirst()
                .map(OrderSummary::id);
    }
}
