package org.countersign.gate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.countersign.shop.Money;
import org.countersign.shop.Order;

/**
 * The refunds an order shows: those of our actions, known by their mark, and those that were made beside us. What an action
 * gave back that also charged the order only moved to another payment method: it is no refund.
 */
public final class Refunded {

    /** How often money went back, ours and others'; the steps of one action are one time. */
    static long times(Order order) {
        return given(order)
                .map(refund -> ours(refund).map(StepKey.Parts::actionId).orElse(refund.id()))
                .distinct()
                .count();
    }

    /** What went back to the customer. */
    public static Stream<Order.Transaction> given(Order order) {
        return all(order).filter(refund -> !onlyMoved(order, refund));
    }

    static Stream<Order.Transaction> notOurs(Order order) {
        return all(order).filter(refund -> ours(refund).isEmpty());
    }

    /** Those with our mark, where an action's refunds together are this much. */
    static List<Order.Transaction> ofOneAction(Order order, Money sum) {
        Map<String, List<Order.Transaction>> byAction = new LinkedHashMap<>();
        all(order)
                .forEach(refund -> ours(refund)
                        .ifPresent(step -> byAction.computeIfAbsent(step.actionId(), none -> new ArrayList<>())
                                .add(refund)));
        return byAction.values().stream()
                .filter(refunds -> refunds.stream()
                        .map(Order.Transaction::amount)
                        .reduce(zero(order), Money::plus)
                        .equals(sum))
                .flatMap(List::stream)
                .toList();
    }

    /** What was paid for the order, whatever went back of it since. */
    static Money charged(Order order) {
        return sum(order, Order.Payment::amount).minus(moved(order));
    }

    static Money amount(Order order) {
        return sum(order, Order.Payment::refunded).minus(moved(order));
    }

    private static Money moved(Order order) {
        return all(order)
                .filter(refund -> onlyMoved(order, refund))
                .map(Order.Transaction::amount)
                .reduce(zero(order), Money::plus);
    }

    private static boolean onlyMoved(Order order, Order.Transaction refund) {
        Optional<String> action = ours(refund).map(StepKey.Parts::actionId);
        return action.isPresent()
                && order.transactions().stream()
                        .filter(moved -> moved.kind() == Order.Transaction.Kind.CHARGE)
                        .anyMatch(charge ->
                                ours(charge).map(StepKey.Parts::actionId).equals(action));
    }

    private static Money sum(Order order, Function<Order.Payment, Money> part) {
        return order.payments().stream().map(part).reduce(zero(order), Money::plus);
    }

    private static Money zero(Order order) {
        return Money.zero(order.totals().total().currency());
    }

    private static Optional<StepKey.Parts> ours(Order.Transaction moved) {
        return Optional.ofNullable(moved.mark()).flatMap(StepKey::parts);
    }

    private static Stream<Order.Transaction> all(Order order) {
        return order.transactions().stream().filter(moved -> moved.kind() == Order.Transaction.Kind.REFUND);
    }

    private Refunded() {}
}
