package org.countersign.scripted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Currency;

/** Money as the protocol writes it, and in minor units. */
final class Cash {

    static ObjectNode of(long minor, String currency) {
        return Http.object().put("amount", amount(minor, currency)).put("currency", currency);
    }

    static String amount(long minor, String currency) {
        return BigDecimal.valueOf(minor, Currency.getInstance(currency).getDefaultFractionDigits())
                .toPlainString();
    }

    /** Zero where there is none. */
    static long minor(JsonNode money) {
        return money.isObject()
                ? new BigDecimal(money.path("amount").asText())
                        .movePointRight(
                                Currency.getInstance(money.path("currency").asText())
                                        .getDefaultFractionDigits())
                        .longValueExact()
                : 0;
    }

    static String currency(JsonNode money) {
        return money.path("currency").asText();
    }

    /** What the first units of several come to; in whatever parts, they come to the whole. */
    static long upTo(long whole, int units, int of) {
        return Math.floorDiv(2 * whole * units + of, 2L * of);
    }

    /** Adds to a field of money; it never goes below zero, also when a script gives more than there is. */
    static void add(ObjectNode to, String field, long minor) {
        JsonNode before = to.path(field);
        to.set(field, of(Math.max(0, minor(before) + minor), currency(before)));
    }

    private Cash() {}
}
