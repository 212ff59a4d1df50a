package org.countersign.items;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.countersign.change.OrderRules;
import org.countersign.change.PriceDifference;
import org.countersign.change.Swap;
import org.countersign.change.Swaps;
import org.countersign.gate.Json;
import org.countersign.gate.Refusal;
import org.countersign.gate.ShopRule;
import org.countersign.shop.Money;
import org.countersign.shop.Order;

/**
 * Which items may still change: those of an open order of which nothing has left the house or is being packed, without an
 * open return or exchange. A hold is no obstacle: it keeps an order from being fulfilled.
 */
final class ItemRules {

    private static final Set<Order.PaymentStatus> PAID =
            EnumSet.of(Order.PaymentStatus.PAID, Order.PaymentStatus.PARTIALLY_REFUNDED);

    static Optional<Refusal> check(Order order) {
        return OrderRules.open(order).or(() -> OrderRules.unfulfilled(order)).or(() -> OrderRules.noReturnOpen(order));
    }

    /** Nothing would change: every line is what is wanted. */
    static boolean isSo(Order order, ItemWishes wanted) {
        return wanted.wishes().stream()
                .allMatch(wish -> order.line(wish.lineId())
                        .filter(line -> line.variantId().equals(wish.variantId()))
                        .filter(line -> wish.quantity() == null || wish.quantity() <= line.refundableQuantity())
                        .isPresent());
    }

    static Optional<Refusal> check(Swaps found) {
        return found.refusal()
                .or(() -> found.swaps().stream()
                        .filter(swap -> swap.line().variantId().equals(swap.to().id()))
                        .findFirst()
                        .map(ItemRules::same))
                .or(() -> found.unavailable(true));
    }

    private static Refusal same(Swap swap) {
        return Refusal.rule(
                        ShopRule.SAME_VARIANT,
                        "Line " + swap.line().id() + " is variant " + swap.to().id() + " already.",
                        "Leave that line out, and ask the customer whether the others are still wanted.")
                .with(Json.object().put("line_id", swap.line().id()));
    }

    /** Money moves now, so the order has to be paid; and a line never comes to less than nothing. */
    static Optional<Refusal> check(Order order, Swaps found, PriceDifference difference) {
        if (!difference.amount().isZero() && !PAID.contains(order.paymentStatus())) {
            return Optional.of(Refusal.rule(
                    ShopRule.BACKEND_RULE,
                    "Order " + order.name() + " is " + Json.wire(order.paymentStatus()) + ", so a price difference of "
                            + difference.amount() + " can be neither charged nor refunded.",
                    "Offer variants of the same price, or hand the case to a person."));
        }
        return order.lines().stream()
                .filter(line -> afterwards(line, found).minor() < 0)
                .findFirst()
                .map(line -> Refusal.rule(
                        ShopRule.BACKEND_RULE,
                        "The discount on line " + line.id() + " is more than the wanted variant costs.",
                        "Offer a dearer variant, or hand the case to a person."));
    }

    private static Money afterwards(Order.Line line, Swaps found) {
        return found.swaps().stream()
                .filter(swap -> swap.line().id().equals(line.id()))
                .map(swap -> new Money(
                        Math.multiplyExact(
                                swap.to().price().minus(line.unitPrice()).minor(), (long) swap.quantity()),
                        line.amount().currency()))
                .reduce(line.amount(), Money::plus);
    }

    private ItemRules() {}
}
