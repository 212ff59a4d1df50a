package org.countersign.label;

import java.util.Optional;
import org.countersign.shop.OrderId;

/** The port to find the order of a parcel. Throws {@link org.countersign.shop.BackendUnavailable} when the shop cannot be asked. */
public interface Trackings {

    /** The order with a shipment or label of exactly this number; the newest, should there be several. */
    Optional<OrderId> orderOf(String trackingNumber);
}
