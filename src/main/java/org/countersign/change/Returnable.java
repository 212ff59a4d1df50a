package org.countersign.change;

import org.countersign.shop.Order;

/** How many units of a line can still come back. */
public final class Returnable {

    /** What left the house and is not back; never what was refunded already, whether it came back or not. */
    public static int quantity(Order.Line line) {
        return Math.max(0, Math.min(line.fulfilledQuantity() - line.returnedQuantity(), line.refundableQuantity()));
    }

    private Returnable() {}
}
