package org.countersign.change;

import java.util.List;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.countersign.shop.Order.PriceDifference.Direction;

/**
 * What other variants cost more or less than those they replace, by unit prices: discount and tax of a line stay.
 *
 * @param amount never negative; zero when the direction is none
 */
public record PriceDifference(Direction direction, Money amount) {

    /** @param swaps at least one */
    public static PriceDifference of(List<Swap> swaps) {
        Money zero = Money.zero(swaps.getFirst().line().unitPrice().currency());
        Money sum = swaps.stream().map(PriceDifference::of).reduce(zero, Money::plus);
        return sum.isPositive()
                ? new PriceDifference(Direction.CHARGE, sum)
                : new PriceDifference(sum.isZero() ? Direction.NONE : Direction.REFUND, zero.minus(sum));
    }

    private static Money of(Swap swap) {
        Money each = swap.to().price().minus(swap.line().unitPrice());
        return new Money(Math.multiplyExact(each.minor(), (long) swap.quantity()), each.currency());
    }

    /** As an order shows it. */
    public Order.PriceDifference shown() {
        return new Order.PriceDifference(
                direction, amount.amount(), amount.currency().getCurrencyCode());
    }
}
