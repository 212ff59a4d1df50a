package org.countersign.backend.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Currency;
import org.countersign.shop.Money;
import org.countersign.shop.PaymentMethod;

/** A payment method among the columns of a JSON row, alike in orders and customers. */
final class MethodRow {

    /** Columns of {@code shop.payment_methods m}. */
    static final String COLUMNS = "m.id, m.kind, m.label, m.balance, m.currency, m.can_charge, m.can_credit";

    /** @param first position of {@link #COLUMNS} in the row */
    static PaymentMethod of(JsonNode row, int first) {
        return new PaymentMethod(
                row.get(first).textValue(),
                Word.as(PaymentMethod.Kind.class, row.get(first + 1).textValue()),
                row.get(first + 2).textValue(),
                row.get(first + 3).isNull()
                        ? null
                        : new Money(
                                row.get(first + 3).longValue(),
                                Currency.getInstance(row.get(first + 4).textValue())),
                row.get(first + 5).booleanValue(),
                row.get(first + 6).booleanValue());
    }

    private MethodRow() {}
}
