package org.countersign.backend.builtin;

import java.util.ArrayList;
import java.util.List;
import org.countersign.gate.Reply;
import org.countersign.gate.StepKey;
import org.countersign.refund.Refunds.LineQuantity;
import org.countersign.refund.Refunds.Refund;
import org.countersign.shop.Money;
import org.countersign.shop.OrderId;
import org.jspecify.annotations.Nullable;

/** A refund in words: of a fixture's or sample's order, from its first payment unless another is named. */
record Asked(
        String order,
        String payment,
        String method,
        Money amount,
        List<LineQuantity> lines,
        @Nullable Money shipping,
        List<LineQuantity> restock) {

    static Asked refund(String order, String method, String amount, String currency) {
        return new Asked(order, order + "-pay-1", method, Money.parse(amount, currency), List.of(), null, List.of());
    }

    Asked from(String otherPayment) {
        return new Asked(order, otherPayment, method, amount, lines, shipping, restock);
    }

    Asked line(String id, int quantity) {
        return new Asked(order, payment, method, amount, plus(lines, id, quantity), shipping, restock);
    }

    Asked shipping(String part) {
        return new Asked(
                order,
                payment,
                method,
                amount,
                lines,
                Money.parse(part, amount.currency().getCurrencyCode()),
                restock);
    }

    Asked restocking(String id, int quantity) {
        return new Asked(order, payment, method, amount, lines, shipping, plus(restock, id, quantity));
    }

    Refund toRefund() {
        return new Refund(
                new OrderId(order), payment, method, amount, lines, shipping, restock, "damaged", null, false);
    }

    Reply send(TestShop shop, String key) {
        return shop.refunds.refund(toRefund(), new StepKey(key));
    }

    private static List<LineQuantity> plus(List<LineQuantity> quantities, String id, int quantity) {
        ArrayList<LineQuantity> more = new ArrayList<>(quantities);
        more.add(new LineQuantity(id, quantity));
        return List.copyOf(more);
    }
}
