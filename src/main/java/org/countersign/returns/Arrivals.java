package org.countersign.returns;

import java.util.List;
import java.util.stream.Collectors;
import org.countersign.gate.Plan;
import org.countersign.gate.Refusal;
import org.countersign.gate.ShopRule;
import org.countersign.shop.Order;

/** What receiving a return and receiving an exchange have in common. */
final class Arrivals {

    static Plan nothing(String what, String id, Order order) {
        String so = what + " " + id + " of order " + order.name() + " was received already";
        return Plan.nothing(so);
    }

    static Refusal cancelled(String what, String id) {
        return Refusal.rule(
                ShopRule.BACKEND_RULE,
                what + " " + id + " was cancelled, so nothing of it is to be received.",
                "If the goods came all the same, hand the case to a person.");
    }

    static String said(List<Order.ReceivedLine> lines) {
        return lines.stream()
                .map(line -> line.quantity() + " of line " + line.lineId()
                        + (line.restock() ? " into stock" : " not into stock"))
                .collect(Collectors.joining(", "));
    }

    private Arrivals() {}
}
