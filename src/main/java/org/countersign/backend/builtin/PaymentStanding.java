package org.countersign.backend.builtin;

/** What an order's payment status is once money has moved: one rule for charges and refunds. */
final class PaymentStanding {

    /**
     * Refunds that only move money from one payment method to another: they belong to no sum of what was refunded. The
     * word is the protocol's.
     */
    static final String MOVED = "payment_method_changed";

    /**
     * @param net      what was paid and not given back, in minor units
     * @param total    what the order comes to
     * @param refunded whether anything was given back, moves between methods apart
     */
    static String of(long net, long total, boolean refunded) {
        if (net == 0) {
            return "refunded";
        }
        return net >= total ? "paid" : refunded ? "partially_refunded" : "partially_paid";
    }

    private PaymentStanding() {}
}
