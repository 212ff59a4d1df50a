package org.countersign.backend.medusa;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * What goods or a shipping method cost, by Medusa's arithmetic and as exact as Medusa keeps it: it rounds neither taxes nor
 * percentages. {@code net} is before discount and tax; discounts lower what is taxed.
 */
record Worth(BigDecimal net, BigDecimal discount, BigDecimal tax) {

    /** Finer than every currency, coarser than what a division leaves behind. */
    private static final int DIGITS = 12;

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    static final Worth NOTHING = new Worth(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

    /**
     * @param priced an item or a shipping method with its {@code adjustments} and {@code tax_lines}
     * @param price  of all {@code of} units
     * @param units  of them that are meant
     */
    static Worth of(JsonNode priced, BigDecimal price, int units, int of) {
        BigDecimal rate = rate(priced);
        BigDecimal share =
                BigDecimal.valueOf(units).divide(BigDecimal.valueOf(Math.max(1, of)), MathContext.DECIMAL128);
        boolean inclusive = priced.path("is_tax_inclusive").asBoolean();
        BigDecimal net = (inclusive ? withoutTax(price, rate) : price).multiply(share);
        BigDecimal discount = discount(priced, rate).multiply(share);
        return new Worth(net, discount, net.subtract(discount).multiply(rate));
    }

    BigDecimal total() {
        return net.subtract(discount).add(tax).setScale(DIGITS, RoundingMode.HALF_UP);
    }

    Worth plus(Worth other) {
        return new Worth(net.add(other.net), discount.add(other.discount), tax.add(other.tax));
    }

    private static BigDecimal discount(JsonNode priced, BigDecimal rate) {
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode adjustment : priced.path("adjustments")) {
            BigDecimal amount = Amounts.decimal(adjustment, "amount");
            boolean inclusive = adjustment.path("is_tax_inclusive").asBoolean();
            sum = sum.add(inclusive ? withoutTax(amount, rate) : amount);
        }
        return sum;
    }

    private static BigDecimal rate(JsonNode priced) {
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode tax : priced.path("tax_lines")) {
            sum = sum.add(Amounts.decimal(tax, "rate"));
        }
        return sum.divide(HUNDRED, MathContext.DECIMAL128);
    }

    private static BigDecimal withoutTax(BigDecimal amount, BigDecimal rate) {
        return amount.divide(BigDecimal.ONE.add(rate), MathContext.DECIMAL128);
    }
}
