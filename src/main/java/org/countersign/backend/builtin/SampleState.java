package org.countersign.backend.builtin;

import org.jspecify.annotations.Nullable;

/** The states of an order in the sample data, and what each means in this shop. */
enum SampleState {
    /** Paid, not yet being packed. */
    PENDING("open", "paid", "unfulfilled", null),
    /** In a parcel that has a tracking number; packed or on its way, which the data does not tell apart. */
    PROCESSED("open", "paid", "busy", "pending"),
    /** Still open: what is delivered can come back. */
    DELIVERED("open", "paid", "delivered", "delivered"),
    /** Paid back in full. */
    CANCELLED("cancelled", "refunded", "unfulfilled", "cancelled");

    final String status;
    final String paymentStatus;
    final String fulfillmentStatus;
    /** Of its parcels; null where there are none. */
    final @Nullable String shipmentStatus;

    SampleState(String status, String paymentStatus, String fulfillmentStatus, @Nullable String shipmentStatus) {
        this.status = status;
        this.paymentStatus = paymentStatus;
        this.fulfillmentStatus = fulfillmentStatus;
        this.shipmentStatus = shipmentStatus;
    }

    /** Whether its items have left the shelf. */
    boolean fulfilled() {
        return this == PROCESSED || this == DELIVERED;
    }
}
