package org.countersign.backend;

import java.util.List;
import org.countersign.refund.Refunds.LineAmount;
import org.countersign.refund.Refunds.LineQuantity;
import org.countersign.refund.Refunds.Quote;
import org.countersign.refund.Refunds.Wanted;
import org.countersign.shop.Money;
import org.countersign.shop.Order;

/**
 * What a refund comes to, where a line is worth what was paid for it. A unit's share of its line is rounded cumulatively, so
 * that the units of a line, refunded in whatever parts, come to exactly what was paid for the line.
 */
public final class RefundArithmetic {

    /**
     * All that is left comes to the maximum, also where amounts were refunded before that belonged to no line.
     *
     * @param shipping what is left of it, as far as refunds said that they were for it
     */
    public static Quote quote(Order order, Wanted wanted, Money shipping) {
        Money zero = Money.zero(order.totals().total().currency());
        Money maximum = order.totals().refundable();
        Money shippingLeft = shipping.min(maximum);
        if (wanted.amount() != null) {
            return new Quote(List.of(), zero, wanted.amount(), maximum, shippingLeft);
        }
        boolean everything = wanted.everything();
        Money toShip = everything ? shippingLeft : wanted.shipping() == null ? zero : wanted.shipping();
        List<LineAmount> lines = (everything ? left(order) : wanted.lines())
                .stream().map(line -> share(order, line)).toList();
        Money sum = lines.stream().map(LineAmount::amount).reduce(toShip, Money::plus);
        return new Quote(lines, toShip, everything ? maximum : sum, maximum, shippingLeft);
    }

    private static List<LineQuantity> left(Order order) {
        return order.lines().stream()
                .filter(line -> line.refundableQuantity() > 0)
                .map(line -> new LineQuantity(line.id(), line.refundableQuantity()))
                .toList();
    }

    private static LineAmount share(Order order, LineQuantity wanted) {
        Order.Line line = order.line(wanted.lineId())
                .orElseThrow(() -> new IllegalArgumentException(order.name() + " has no line " + wanted.lineId()));
        long before = upTo(line, line.refundedQuantity());
        long after = upTo(line, Math.addExact(line.refundedQuantity(), wanted.quantity()));
        return new LineAmount(
                line.id(),
                wanted.quantity(),
                new Money(after - before, line.amount().currency()));
    }

    /** What the first {@code units} of a line come to, half a minor unit rounded up. */
    private static long upTo(Order.Line line, int units) {
        long twice = Math.multiplyExact(2 * line.amount().minor(), (long) units);
        return Math.floorDiv(twice + line.quantity(), 2L * line.quantity());
    }

    private RefundArithmetic() {}
}
