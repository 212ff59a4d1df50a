package org.countersign.gate;

import java.util.Optional;
import java.util.stream.Stream;
import org.countersign.shop.Order;

/** The refunds an order shows: those of our actions, known by their mark, and those that were made beside us. */
final class Refunded {

    /** How often money went back, ours and others'; the steps of one action are one time. */
    static long times(Order order) {
        return all(order)
                .map(refund -> ours(refund).map(StepKey.Parts::actionId).orElse(refund.id()))
                .distinct()
                .count();
    }

    static Stream<Order.Transaction> notOurs(Order order) {
        return all(order).filter(refund -> ours(refund).isEmpty());
    }

    private static Optional<StepKey.Parts> ours(Order.Transaction refund) {
        return Optional.ofNullable(refund.mark()).flatMap(StepKey::parts);
    }

    private static Stream<Order.Transaction> all(Order order) {
        return order.transactions().stream().filter(moved -> moved.kind() == Order.Transaction.Kind.REFUND);
    }

    private Refunded() {}
}
