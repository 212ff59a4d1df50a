package org.countersign.backend.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.function.Function;
import org.countersign.shop.Money;
import org.countersign.shop.Order;

/** What belongs to an order, from JSON rows with the columns of {@link OrderSql} in their order. */
record OrderParts(Currency currency) {

    OrderLine line(JsonNode row) {
        return OrderLine.of(row, currency);
    }

    Order.Payment payment(JsonNode row) {
        Money amount = money(row.get(1));
        Money refunded = money(row.get(2));
        return new Order.Payment(
                row.get(0).textValue(),
                MethodRow.of(row, 4),
                amount,
                refunded,
                amount.minus(refunded),
                Instant.parse(row.get(3).textValue()));
    }

    Order.Transaction transaction(JsonNode row) {
        return new Order.Transaction(
                row.get(0).textValue(),
                Word.as(Order.Transaction.Kind.class, row.get(1).textValue()),
                row.get(2).textValue(),
                money(row.get(3)),
                Instant.parse(row.get(4).textValue()),
                Json.text(row.get(5)),
                Json.text(row.get(6)));
    }

    Order.Shipment shipment(JsonNode row) {
        return new Order.Shipment(
                row.get(0).textValue(),
                Json.texts(row.get(1)),
                children(row.get(7), OrderParts::shippedLine),
                Json.text(row.get(2)),
                Json.texts(row.get(3)),
                Word.as(Order.Shipment.Status.class, row.get(4).textValue()),
                Json.time(row.get(5)),
                Json.time(row.get(6)));
    }

    Order.Label label(JsonNode row) {
        return new Order.Label(
                row.get(0).textValue(),
                Word.as(Order.Label.Direction.class, row.get(1).textValue()),
                row.get(2).textValue(),
                row.get(3).textValue(),
                row.get(4).textValue(),
                new Money(
                        row.get(5).longValue(), Currency.getInstance(row.get(6).textValue())),
                Word.as(Order.Label.Status.class, row.get(7).textValue()),
                Instant.parse(row.get(8).textValue()));
    }

    Order.Return orderReturn(JsonNode row) {
        return new Order.Return(
                row.get(0).textValue(),
                Word.as(Order.Return.Status.class, row.get(1).textValue()),
                children(row.get(4), OrderParts::returnLine),
                Json.text(row.get(2)),
                row.get(3).isNull() ? null : money(row.get(3)),
                children(row.get(5), OrderParts::receipt),
                Json.text(row.get(6)));
    }

    Order.Exchange exchange(JsonNode row) {
        return new Order.Exchange(
                row.get(0).textValue(),
                Word.as(Order.Return.Status.class, row.get(1).textValue()),
                children(row.get(5), this::change),
                Json.text(row.get(2)),
                row.get(3).isNull()
                        ? null
                        : new Order.PriceDifference(
                                Word.as(
                                        Order.PriceDifference.Direction.class,
                                        row.get(3).textValue()),
                                money(row.get(4)).amount(),
                                currency.getCurrencyCode()));
    }

    Order.Hold hold(JsonNode row) {
        return new Order.Hold(
                row.get(0).textValue(),
                row.get(1).textValue(),
                Json.text(row.get(2)),
                Instant.parse(row.get(3).textValue()));
    }

    Order.Note note(JsonNode row) {
        return new Order.Note(
                row.get(0).textValue(),
                row.get(1).textValue(),
                row.get(2).booleanValue(),
                row.get(3).textValue(),
                Instant.parse(row.get(4).textValue()));
    }

    private static Order.ShippedLine shippedLine(JsonNode row) {
        return new Order.ShippedLine(row.get(0).textValue(), row.get(1).intValue());
    }

    private static Order.ReturnLine returnLine(JsonNode row) {
        return new Order.ReturnLine(
                row.get(0).textValue(), row.get(1).intValue(), row.get(2).textValue());
    }

    private static Order.Receipt receipt(JsonNode row) {
        return new Order.Receipt(row.get(0).textValue(), children(row.get(1), OrderParts::receivedLine));
    }

    private static Order.ReceivedLine receivedLine(JsonNode row) {
        return new Order.ReceivedLine(
                row.get(0).textValue(), row.get(1).intValue(), row.get(2).booleanValue());
    }

    private Order.Change change(JsonNode row) {
        return new Order.Change(
                row.get(0).textValue(),
                row.get(1).textValue(),
                row.get(2).intValue(),
                Json.text(row.get(3)),
                row.get(4).isNull() ? null : money(row.get(4)));
    }

    private static <T> List<T> children(JsonNode rows, Function<JsonNode, T> child) {
        return rows.isNull() ? List.of() : Json.list(rows, child);
    }

    private Money money(JsonNode minor) {
        return new Money(minor.longValue(), currency);
    }
}
