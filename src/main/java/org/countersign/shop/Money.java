package org.countersign.shop;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.regex.Pattern;

/**
 * An amount in the currency's own minor units (USD: cents, JPY: yen, KWD: fils). On the wire it is
 * {@code {"amount": "47.84", "currency": "USD"}}; never a float (contract, section 3).
 */
public record Money(long minor, Currency currency) implements Comparable<Money> {

    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,6})?");

    /**
     * Reads the wire form. Fewer digits than the currency has are filled up ("5" is 5.00 USD); more are refused.
     *
     * @throws IllegalArgumentException with a sentence for the caller that says what is wrong
     */
    public static Money parse(String amount, String currencyCode) {
        Currency currency = currency(currencyCode);
        if (!DECIMAL.matcher(amount).matches()) {
            throw new IllegalArgumentException(
                    "amount must be a decimal string such as \"47.84\", not \"" + amount + "\"");
        }
        BigDecimal value = new BigDecimal(amount);
        if (value.scale() > digits(currency)) {
            throw new IllegalArgumentException(currencyCode + " has " + digits(currency) + " decimal digits; \""
                    + amount + "\" has " + value.scale());
        }
        return new Money(value.movePointRight(digits(currency)).longValueExact(), currency);
    }

    /** @throws IllegalArgumentException when ISO 4217 knows no such currency */
    public static Currency currency(String code) {
        try {
            return Currency.getInstance(code);
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException("\"" + code + "\" is not an ISO 4217 currency code", unknown);
        }
    }

    public static Money zero(Currency currency) {
        return new Money(0, currency);
    }

    /** The decimal string with the currency's own digits: {@code 47.84}, {@code 5000} for JPY. */
    public String amount() {
        return BigDecimal.valueOf(minor, digits(currency)).toPlainString();
    }

    public Money plus(Money other) {
        return new Money(Math.addExact(minor, other.in(currency).minor), currency);
    }

    public Money minus(Money other) {
        return new Money(Math.subtractExact(minor, other.in(currency).minor), currency);
    }

    public Money min(Money other) {
        return compareTo(other) <= 0 ? this : other;
    }

    public boolean isPositive() {
        return minor > 0;
    }

    public boolean isZero() {
        return minor == 0;
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(minor, other.in(currency).minor);
    }

    /** {@code 47.84 USD}: for sentences. */
    @Override
    public String toString() {
        return amount() + " " + currency.getCurrencyCode();
    }

    private Money in(Currency expected) {
        if (!currency.equals(expected)) {
            throw new IllegalArgumentException("cannot mix " + currency + " with " + expected);
        }
        return this;
    }

    private static int digits(Currency currency) {
        return Math.max(0, currency.getDefaultFractionDigits());
    }
}
