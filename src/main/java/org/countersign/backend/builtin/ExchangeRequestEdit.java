package org.countersign.backend.builtin;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.countersign.change.ExchangeRequest;
import org.countersign.change.ReturnLines;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.countersign.shop.ShopObject;

/** An exchange is written down. */
record ExchangeRequestEdit(ExchangeRequest change) implements Edit {

    private static final String FOREIGN = """
            select x.variant_id from unnest(?::text[], ?::text[]) as x (line_id, variant_id)
              left join shop.lines l on l.order_id = ? and l.id = x.line_id
              left join shop.variants v on v.id = x.variant_id and v.product_id = l.product_id
             where v.id is null limit 1""";

    private static final String WRITE = """
            with opened as (
                insert into shop.exchanges (order_id, id, status, payment_method_id, difference_direction, difference)
                select o.id, 'ex_' || nextval('shop.ids'), 'requested', m.id, ?, ?
                  from shop.orders o join shop.payment_methods m on m.customer_id = o.customer_id
                 where o.id = ? and m.id = ?
                returning order_id, id),
            described as (
                insert into shop.exchange_changes (order_id, exchange_id, position, line_id, variant_id, quantity, reason,
                                                   unit_price)
                select e.order_id, e.id, x.position, x.line_id, x.variant_id, x.quantity, x.reason, x.unit_price
                  from opened e, unnest(?::text[], ?::text[], ?::int[], ?::text[], ?::int8[]) with ordinality
                                 as x (line_id, variant_id, quantity, reason, unit_price, position))
            update shop.orders o set revision = nextval('shop.revisions')
              from opened e where o.id = e.order_id returning e.id""";

    @Override
    public Optional<String> refusal(ShopObject now) {
        Order order = (Order) now;
        return Refuse.unlessOpen(order)
                .or(() -> Refuse.whileReturning(order))
                .or(() -> Refuse.otherCurrency(order, change.difference().amount()))
                .or(() -> Refuse.moreThanCanComeBack(
                        order,
                        change.changes().stream()
                                .collect(Collectors.groupingBy(
                                        Order.Change::lineId, Collectors.summingInt(Order.Change::quantity)))));
    }

    @Override
    public String write(Connection connection, ShopObject now) throws SQLException {
        List<Order.Change> changes = change.changes();
        Object[] lines = texts(changes, Order.Change::lineId);
        Object[] variants = texts(changes, Order.Change::variantId);
        Optional<String> foreign = Sql.first(
                connection,
                FOREIGN,
                row -> row.getString(1),
                lines,
                variants,
                change.order().value());
        if (foreign.isPresent()) {
            throw new Declined("variant " + foreign.get() + " is none of its line's product");
        }
        return Sql.first(
                        connection,
                        WRITE,
                        row -> row.getString(1),
                        Word.of(change.difference().direction()),
                        change.difference().amount().minor(),
                        change.order().value(),
                        change.methodId(),
                        lines,
                        variants,
                        changes.stream().map(Order.Change::quantity).toArray(Integer[]::new),
                        texts(changes, one -> one.reason() == null ? ReturnLines.NOT_STATED : one.reason()),
                        changes.stream().map(ExchangeRequestEdit::price).toArray(Long[]::new))
                .orElseThrow(
                        () -> new Declined("payment method " + change.methodId() + " is none of the order's customer"));
    }

    private static Long price(Order.Change change) {
        Money price = change.unitPrice();
        if (price == null) {
            throw new Declined("the price of variant " + change.variantId() + " is missing");
        }
        return price.minor();
    }

    private static String[] texts(List<Order.Change> changes, Function<Order.Change, String> value) {
        return changes.stream().map(value).toArray(String[]::new);
    }
}
