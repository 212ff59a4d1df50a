package org.countersign.backend.builtin;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.countersign.change.ExchangeReceipt;
import org.countersign.change.LineChanges;
import org.countersign.change.OrderRules;
import org.countersign.change.ReceivedLines;
import org.countersign.shop.Order;
import org.countersign.shop.ShopObject;

/**
 * The units of an exchange are back. The new ones are the order's now and still in the house, so their line is fulfilled by so
 * many units less, until fulfill_order sends them; what else was delivered stays delivered.
 */
record ExchangeReceiptEdit(ExchangeReceipt change) implements Edit {

    private static final String WRITE = """
            with fulfilled as (
                update shop.lines l set fulfilled_quantity = x.units
                  from unnest(?::text[], ?::int[]) as x (line_id, units) where l.order_id = ? and l.id = x.line_id),
            settled as (
                update shop.exchanges set status = 'settled' where order_id = ? and id = ?)
            update shop.orders set fulfillment_status = ?, revision = nextval('shop.revisions') where id = ?""";

    @Override
    public Optional<String> refusal(ShopObject now) {
        Order order = (Order) now;
        Optional<Order.Exchange> open = order.exchanges().stream()
                .filter(one -> one.id().equals(change.exchangeId()) && OrderRules.isOpen(one.status()))
                .findFirst();
        if (open.isEmpty()) {
            return Optional.of("the order has no open exchange " + change.exchangeId());
        }
        Map<String, Integer> back = unitsBack();
        return back.equals(agreed(open.get())) && back.equals(ReceivedLines.byLine(change.received()))
                ? Refuse.moreThanCanComeBack(order, back)
                        .or(() -> Exchanging.refusal(order, change.lines()))
                        .or(() -> charge().flatMap(charge -> charge.refusal(now)))
                : Optional.of("exchange " + change.exchangeId() + " is received whole, and as it was agreed");
    }

    private Optional<ChargeEdit> charge() {
        return Optional.ofNullable(change.lines().charge()).map(ChargeEdit::new);
    }

    private static Map<String, Integer> agreed(Order.Exchange exchange) {
        return exchange.changes().stream()
                .collect(Collectors.groupingBy(
                        Order.Change::lineId, TreeMap::new, Collectors.summingInt(Order.Change::quantity)));
    }

    private Map<String, Integer> unitsBack() {
        return change.lines().changes().stream()
                .collect(Collectors.groupingBy(
                        LineChanges.Part::lineId, TreeMap::new, Collectors.summingInt(LineChanges.Part::quantity)));
    }

    @Override
    public String write(Connection connection, ShopObject now) throws SQLException {
        Order order = (Order) now;
        Map<String, Integer> shelved = new TreeMap<>(ReceivedLines.restocked(change.received()));
        Exchanging.writeAsAgreed(connection, change.lines(), part -> {
            Integer units = shelved.remove(part.lineId());
            return units == null ? 0 : units;
        });
        Map<String, Integer> fulfilled = fulfilled(order);
        Sql.update(
                connection,
                WRITE,
                fulfilled.keySet().toArray(String[]::new),
                fulfilled.values().toArray(Integer[]::new),
                order.id().value(),
                order.id().value(),
                change.exchangeId(),
                Word.of(afterwards(order, fulfilled)),
                order.id().value());
        Optional<ChargeEdit> charge = charge();
        return charge.isPresent() ? charge.get().write(connection, again(connection, order)) : "";
    }

    /** With what its lines come to now: by that it is paid or not. */
    private static Order again(Connection connection, Order order) throws SQLException {
        return Sql.first(connection, OrderSql.ORDER, OrderRow::read, order.id().value())
                .orElseThrow();
    }

    /** Of every touched line: what was exchanged is to be sent, what stayed is where it was. */
    private Map<String, Integer> fulfilled(Order order) {
        Map<String, Integer> fulfilled = new TreeMap<>();
        unitsBack()
                .forEach((line, units) -> fulfilled.put(
                        line,
                        order.line(line).map(Order.Line::fulfilledQuantity).orElse(0) - units));
        change.lines().changes().stream().map(LineChanges.Part::becomes).forEach(line -> fulfilled.put(line, 0));
        return fulfilled;
    }

    private static Order.FulfillmentStatus afterwards(Order order, Map<String, Integer> fulfilled) {
        boolean anything = order.lines().stream()
                .anyMatch(line -> fulfilled.getOrDefault(line.id(), line.fulfilledQuantity()) > 0);
        return anything ? Order.FulfillmentStatus.PARTIALLY_DELIVERED : Order.FulfillmentStatus.UNFULFILLED;
    }
}
