package org.countersign.backend.builtin;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The shop protects itself, whoever calls: only what is open and still in the house is cancelled. */
final class CancelRules {

    static Optional<String> refusal(CancelRequest request, CancelState state) {
        return Optional.ofNullable(first(request, state));
    }

    private static @Nullable String first(CancelRequest request, CancelState state) {
        CancelState.LockedOrder order = state.order();
        if (order == null) {
            return "there is no order " + request.orderId();
        }
        if (!order.status().equals("open")) {
            return "the order is " + order.status();
        }
        if (state.fulfilled() || !order.fulfillment().equals("unfulfilled")) {
            return "the order is being fulfilled: " + order.fulfillment();
        }
        if (state.returnOpen()) {
            return "the order has an open return or exchange";
        }
        for (Map.Entry<String, Integer> line : request.restock().entrySet()) {
            Integer most = state.toRestock().get(line.getKey());
            if (most == null) {
                return "the order has no line " + line.getKey();
            }
            if (line.getValue() < 1 || line.getValue() > most) {
                return "of line " + line.getKey() + ", 1 to " + most + " can be put back, not " + line.getValue();
            }
        }
        return null;
    }

    private CancelRules() {}
}
