package org.countersign.backend.remote;

import java.util.List;
import org.countersign.backend.Fields;
import org.countersign.shop.Order;

/** What an order may have beside lines and money; a shop that has none of it leaves it out. */
final class OrderExtras {

    static Order.Shipment shipment(Fields shipment) {
        return new Order.Shipment(
                shipment.text("id"),
                shipment.texts("line_ids"),
                shipment.list("lines", line -> new Order.ShippedLine(line.text("line_id"), line.count("quantity"))),
                shipment.textOrNull("carrier"),
                shipment.texts("tracking_numbers"),
                shipment.word(Order.Shipment.Status.class, "status"),
                shipment.timeOrNull("shipped_at"),
                shipment.timeOrNull("delivered_at"));
    }

    static Order.Label label(Fields label) {
        return new Order.Label(
                label.text("id"),
                label.word(Order.Label.Direction.class, "direction"),
                label.text("carrier"),
                label.text("service"),
                label.text("tracking_number"),
                label.money("price"),
                label.word(Order.Label.Status.class, "status"),
                label.time("bought_at"));
    }

    static Order.Return orderReturn(Fields given) {
        return new Order.Return(
                given.text("id"),
                given.word(Order.Return.Status.class, "status"),
                given.list(
                        "lines",
                        line -> new Order.ReturnLine(
                                line.text("line_id"), line.count("quantity"), line.text("reason"))),
                given.textOrNull("refund_to"),
                given.moneyOrNull("amount"),
                given.list("receipts", OrderExtras::receipt),
                given.textOrNull("return_rate_id"));
    }

    private static Order.Receipt receipt(Fields given) {
        return new Order.Receipt(
                given.text("id"),
                given.list(
                        "lines",
                        line -> new Order.ReceivedLine(
                                line.text("line_id"), line.count("quantity"), line.flag("restock"))));
    }

    static Order.Exchange exchange(Fields exchange) {
        return new Order.Exchange(
                exchange.text("id"),
                exchange.word(Order.Return.Status.class, "status"),
                exchange.list(
                        "changes",
                        change -> new Order.Change(
                                change.text("line_id"),
                                change.text("variant_id"),
                                change.count("quantity"),
                                change.textOrNull("reason"),
                                change.moneyOrNull("unit_price"))),
                exchange.textOrNull("payment_method_id"),
                exchange.json().hasNonNull("price_difference")
                        ? difference(exchange.object("price_difference"))
                        : null);
    }

    static Order.Hold hold(Fields hold) {
        return new Order.Hold(hold.text("id"), hold.text("reason"), hold.textOrNull("note"), hold.time("at"));
    }

    static Order.Note note(Fields note) {
        return new Order.Note(
                note.text("id"),
                note.text("text"),
                note.flag("visible_to_customer"),
                note.text("author"),
                note.time("at"));
    }

    static Order.Risk risk(Fields order) {
        if (!order.json().hasNonNull("risk")) {
            return new Order.Risk(Order.Risk.Level.NONE, List.of());
        }
        Fields risk = order.object("risk");
        return new Order.Risk(risk.word(Order.Risk.Level.class, "level"), risk.texts("reasons"));
    }

    private static Order.PriceDifference difference(Fields difference) {
        return new Order.PriceDifference(
                difference.word(Order.PriceDifference.Direction.class, "direction"),
                difference.text("amount"),
                difference.text("currency"));
    }

    private OrderExtras() {}
}
