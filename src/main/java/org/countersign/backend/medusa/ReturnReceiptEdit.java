package org.countersign.backend.medusa;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.countersign.backend.OfBackend;
import org.countersign.change.OrderRules;
import org.countersign.change.ReceivedLines;
import org.countersign.change.ReturnReceipt;
import org.countersign.gate.Json;
import org.countersign.gate.StepKey;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;

/** What came back of a return: some of what is still to come, or all of it. */
@Singleton
class ReturnReceiptEdit extends OrderChangeEdit<ReturnReceipt> {

    private final Receiving receiving;

    ReturnReceiptEdit(@OfBackend(MedusaShop.NAME) MedusaOrders orders, Receiving receiving, Drafts drafts) {
        super(orders, drafts);
        this.receiving = receiving;
    }

    @Override
    public Class<ReturnReceipt> kind() {
        return ReturnReceipt.class;
    }

    @Override
    OrderId order(ReturnReceipt change) {
        return change.order();
    }

    @Override
    Optional<String> hindrance(ReturnReceipt change, Order now) {
        return now.returns().stream()
                .filter(one -> one.id().equals(change.returnId()))
                .findFirst()
                .map(one -> hindrance(change, one))
                .orElseGet(() -> Optional.of("the order has no return " + change.returnId()));
    }

    private static Optional<String> hindrance(ReturnReceipt change, Order.Return one) {
        if (!OrderRules.isOpen(one.status())) {
            return Optional.of("return " + one.id() + " is " + Json.wire(one.status()));
        }
        Map<String, Integer> left = ReturnReceipt.outstanding(one);
        Map<String, Integer> units = ReceivedLines.byLine(change.lines());
        Order.Return.Status after = units.equals(left) ? Order.Return.Status.SETTLED : Order.Return.Status.RECEIVED;
        return units.entrySet().stream()
                .filter(line -> line.getValue() < 1 || line.getValue() > left.getOrDefault(line.getKey(), 0))
                .findFirst()
                .map(line -> "of line " + line.getKey() + " not " + line.getValue() + " are to come back")
                .or(() -> after == change.status()
                        ? Optional.empty()
                        : Optional.of("return " + one.id() + " would be " + Json.wire(after)));
    }

    @Override
    Draft draft(ReturnReceipt change, Order now, OrderFile file, StepKey key) {
        return receiving.draft(ReturnReceipt.KIND, file, change.returnId(), change.lines(), List.of(), this::made);
    }

    @Override
    String made(OrderLog.Entry confirmed) {
        return confirmed.id();
    }
}
