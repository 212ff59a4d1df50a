package org.countersign.backend.medusa;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import org.countersign.backend.Fields;
import org.countersign.shop.Money;

/**
 * Money as Medusa keeps it: {@code raw_<field>.value}, an exact decimal text in major units. The number beside it is a
 * float and is never read.
 */
record Amounts(Currency currency) {

    /** @param code Medusa's, lower case */
    static Amounts of(String code) {
        return new Amounts(Money.currency(code.toUpperCase(java.util.Locale.ROOT)));
    }

    /** @throws Fields.Unreadable when it is not there, or finer than the currency's own digits */
    Money money(JsonNode object, String field) {
        return exact(decimal(object, field), field);
    }

    /** In the currency's digits; what is finer is a wrong reading, not a rounding. */
    Money exact(BigDecimal amount, String field) {
        try {
            return new Money(
                    amount.setScale(currency.getDefaultFractionDigits())
                            .unscaledValue()
                            .longValueExact(),
                    currency);
        } catch (ArithmeticException finer) {
            throw Fields.wrong(field, "money in the digits of " + currency);
        }
    }

    /**
     * Half a minor unit up, as payment providers are charged: for what Medusa itself calculates and does not round, such as
     * a tax and the payment that includes it.
     */
    Money rounded(BigDecimal amount) {
        return exact(amount.setScale(currency.getDefaultFractionDigits(), RoundingMode.HALF_UP), "amount");
    }

    static BigDecimal decimal(JsonNode object, String field) {
        JsonNode raw = object.path("raw_" + field).path("value");
        try {
            return new BigDecimal(raw.asText());
        } catch (NumberFormatException none) {
            throw Fields.wrong(field, "an exact amount");
        }
    }
}
