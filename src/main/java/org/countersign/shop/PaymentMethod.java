package org.countersign.shop;

import org.jspecify.annotations.Nullable;

/**
 * How a customer pays.
 *
 * @param label   for people, such as {@code Mastercard …9212}; masked for roles without see_personal_data
 * @param balance of a gift card, else absent
 * @param canCredit whether money can be sent to it that did not come from it
 */
public record PaymentMethod(
        String id, Kind kind, String label, @Nullable Money balance, boolean canCharge, boolean canCredit) {

    public enum Kind {
        CREDIT_CARD,
        PAYPAL,
        GIFT_CARD,
        BANK_TRANSFER,
        OTHER
    }
}
