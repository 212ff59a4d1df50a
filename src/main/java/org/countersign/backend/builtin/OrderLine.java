package org.countersign.backend.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Currency;
import org.countersign.shop.Money;
import org.countersign.shop.Order;

/** A line with what makes up its amount, in minor units: {@code gross} less {@code discount} plus {@code tax}. */
record OrderLine(Order.Line line, long gross, long discount, long tax) {

    static OrderLine of(JsonNode row, Currency currency) {
        int quantity = row.get(5).intValue();
        long unitPrice = row.get(6).longValue();
        long gross = Math.multiplyExact(unitPrice, quantity);
        long discount = row.get(7).longValue();
        long tax = row.get(8).longValue();
        Order.Line line = new Order.Line(
                row.get(0).textValue(),
                row.get(1).textValue(),
                row.get(2).textValue(),
                row.get(3).textValue(),
                Json.map(row.get(4)),
                quantity,
                new Money(unitPrice, currency),
                new Money(gross - discount + tax, currency),
                row.get(9).intValue(),
                row.get(10).intValue(),
                row.get(11).intValue());
        return new OrderLine(line, gross, discount, tax);
    }
}
