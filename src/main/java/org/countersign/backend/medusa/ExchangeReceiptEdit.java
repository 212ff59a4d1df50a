package org.countersign.backend.medusa;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.countersign.backend.OfBackend;
import org.countersign.change.ExchangeReceipt;
import org.countersign.change.LineChanges;
import org.countersign.change.OrderRules;
import org.countersign.change.ReceivedLines;
import org.countersign.gate.Json;
import org.countersign.gate.StepKey;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;

/**
 * All units of an exchange have come back: its return is received, and the stock of the new items is reserved with it, so that
 * they can be sent. The new items are in the order since the request; from now on they are its lines.
 */
@Singleton
class ExchangeReceiptEdit extends OrderChangeEdit<ExchangeReceipt> {

    private final StockLocation place;
    private final Receiving receiving;
    private final Reserving reserving;

    ExchangeReceiptEdit(
            @OfBackend(MedusaShop.NAME) MedusaOrders orders,
            StockLocation place,
            Receiving receiving,
            Reserving reserving,
            Drafts drafts) {
        super(orders, drafts);
        this.place = place;
        this.receiving = receiving;
        this.reserving = reserving;
    }

    @Override
    public Class<ExchangeReceipt> kind() {
        return ExchangeReceipt.class;
    }

    @Override
    OrderId order(ExchangeReceipt change) {
        return change.order();
    }

    @Override
    Optional<String> hindrance(ExchangeReceipt change, Order now) {
        if (change.lines().charge() != null) {
            return Optional.of(Hindrance.CHARGE);
        }
        return now.exchanges().stream()
                .filter(one -> one.id().equals(change.exchangeId()))
                .findFirst()
                .map(one -> hindrance(change, now, one))
                .orElseGet(() -> Optional.of("the order has no exchange " + change.exchangeId()));
    }

    private static Optional<String> hindrance(ExchangeReceipt change, Order now, Order.Exchange one) {
        if (!OrderRules.isOpen(one.status())) {
            return Optional.of("exchange " + one.id() + " is " + Json.wire(one.status()));
        }
        LineChanges agreed;
        try {
            agreed = LineChanges.of(now, ExchangeRequestEdit.swaps(one.changes(), now));
        } catch (Hindered hindered) {
            return Optional.of(hindered.why());
        }
        boolean whole = ReceivedLines.byLine(change.received()).equals(units(agreed));
        return whole && agreed.equals(change.lines())
                ? Optional.empty()
                : Optional.of("exchange " + one.id() + " is received whole, and as it was agreed");
    }

    private static Map<String, Integer> units(LineChanges agreed) {
        Map<String, Integer> units = new TreeMap<>();
        agreed.changes().forEach(part -> units.merge(part.lineId(), part.quantity(), Math::addExact));
        return units;
    }

    @Override
    Draft draft(ExchangeReceipt change, Order now, OrderFile file, StepKey key) {
        List<Reserving.Fresh> fresh = reserving.items(change.exchangeId());
        if (!asPlanned(change.lines(), fresh)) {
            throw new Hindered("exchange " + change.exchangeId() + " has other new items in Medusa than were agreed: a"
                    + " person has to receive it in Medusa's admin");
        }
        List<Draft.Call> kept = reserving.calls(fresh, place.of(file), key);
        return receiving.draft(
                ExchangeReceipt.KIND, file, returnId(file, change.exchangeId()), change.received(), kept, this::made);
    }

    private static String returnId(OrderFile file, String exchangeId) {
        return file.exchanged().listed().stream()
                .map(Exchanged.Listed::exchange)
                .filter(one -> one.text("id").equals(exchangeId))
                .map(one -> one.text("return_id"))
                .findFirst()
                .orElseThrow(() -> new Hindered("the order has no exchange " + exchangeId));
    }

    /** Each new item is the line that is planned. */
    private static boolean asPlanned(LineChanges planned, List<Reserving.Fresh> fresh) {
        return planned.changes().size() == fresh.size()
                && planned.changes().stream()
                        .allMatch(part -> fresh.stream()
                                .anyMatch(item -> item.lineId().equals(part.becomes())
                                        && item.variantId().equals(part.to())
                                        && item.quantity() == part.quantity()));
    }

    @Override
    String made(OrderLog.Entry confirmed) {
        return confirmed.id();
    }
}
