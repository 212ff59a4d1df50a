package org.countersign.backend.medusa;

import java.math.BigDecimal;
import org.countersign.shop.Money;

/**
 * Rounds the parts of a sum one after the other, so that the rounded parts come to the rounded sum: what is asked of it
 * adds up to what the customer was charged.
 */
final class Rounding {

    private final Amounts amounts;
    private BigDecimal exact = BigDecimal.ZERO;
    private Money rounded;

    Rounding(Amounts amounts) {
        this.amounts = amounts;
        this.rounded = Money.zero(amounts.currency());
    }

    Money next(BigDecimal part) {
        exact = exact.add(part);
        Money before = rounded;
        rounded = amounts.rounded(exact);
        return rounded.minus(before);
    }

    /** Of all parts so far. */
    Money sum() {
        return rounded;
    }
}
