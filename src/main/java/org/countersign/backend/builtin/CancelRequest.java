package org.countersign.backend.builtin;

import java.util.Map;
import org.countersign.cancel.Cancels.Cancel;
import org.countersign.gate.StepKey;
import org.countersign.refund.LineQuantities;

/** One cancellation as it was sent, its lines summed up by id. */
record CancelRequest(Cancel cancel, StepKey key, Map<String, Integer> restock) {

    static CancelRequest of(Cancel cancel, StepKey key) {
        return new CancelRequest(cancel, key, LineQuantities.byLine(cancel.restock()));
    }

    String orderId() {
        return cancel.order().value();
    }

    /** Equal for equal requests: what the key stands for. */
    String canonical() {
        return cancel.effect()
                .toJson()
                .put("order_id", orderId())
                .put("note", cancel.note())
                .put("notify_customer", cancel.notifyCustomer())
                .toString();
    }
}
