package org.countersign.backend.medusa;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.countersign.backend.Fields;
import org.countersign.change.ReturnLines;
import org.countersign.shop.Order;

/** What is to come back to an order, for money or for something else; the plan behind it from our marks, where it was ours. */
record Returns(OrderLog log, LineIds lines) {

    /**
     * Empty for a draft. How much has come the log says: the return's own counts are overwritten by each receipt, and so is
     * its status, which also stays behind when a receipt breaks off.
     */
    static Optional<Order.Return.Status> status(Fields back, OrderLog log) {
        return switch (back.text("status")) {
            case "open" -> Optional.empty();
            case "canceled" -> Optional.of(Order.Return.Status.CANCELLED);
            case "received" -> Optional.of(Order.Return.Status.SETTLED);
            default -> {
                int asked = back.list("items", one -> one.count("quantity")).stream()
                        .mapToInt(Integer::intValue)
                        .sum();
                int came = log.receipts(back.text("id"))
                        .flatMap(receipt -> receipt.actions().stream())
                        .filter(Returns::isReceived)
                        .mapToInt(OrderLog.Action::quantity)
                        .sum();
                yield Optional.of(
                        came >= asked
                                ? Order.Return.Status.SETTLED
                                : came == 0 ? Order.Return.Status.REQUESTED : Order.Return.Status.RECEIVED);
            }
        };
    }

    private static boolean isReceived(OrderLog.Action action) {
        return action.is("RECEIVE_RETURN_ITEM") || action.is("RECEIVE_DAMAGED_RETURN_ITEM");
    }

    /** Those for money. */
    List<Order.Return> of(Fields order) {
        return order.list("returns", one -> one).stream()
                .filter(one -> one.textOrNull("exchange_id") == null)
                .flatMap(one -> status(one, log).map(status -> orderReturn(one, status)).stream())
                .toList();
    }

    private Order.Return orderReturn(Fields back, Order.Return.Status status) {
        Optional<Mark> mark = Mark.ofMetadata(back.json().path("metadata"), Mark.MADE);
        String id = back.text("id");
        return new Order.Return(
                id,
                status,
                units(back, mark),
                mark.flatMap(ours -> ours.read(plan -> plan.text("refund_to"))).orElse(null),
                mark.flatMap(ours -> ours.read(plan -> plan.money("amount"))).orElse(null),
                log.receipts(id).map(this::receipt).toList(),
                mark.flatMap(ours -> ours.read(plan -> plan.text("return_rate_id")))
                        .orElse(null));
    }

    /** The units are the shop's; the reasons ours, as long as they speak of the same units. */
    private List<Order.ReturnLine> units(Fields back, Optional<Mark> mark) {
        List<Order.ReturnLine> shown = back.list("items", one -> one).stream()
                .map(item -> new Order.ReturnLine(
                        lines.line(item.text("item_id")), item.count("quantity"), reason(shopsReason(item.json()))))
                .toList();
        return mark.flatMap(ours -> ours.read(plan -> plan.list("lines", Returns::planned)))
                .filter(planned -> ReturnLines.byLine(planned).equals(ReturnLines.byLine(shown)))
                .orElse(ReturnLines.merged(shown));
    }

    private static Order.ReturnLine planned(Fields line) {
        return new Order.ReturnLine(line.text("line_id"), line.count("quantity"), reason(line.text("reason")));
    }

    private static String shopsReason(JsonNode item) {
        return item.path("reason").path("value").asText("");
    }

    private static String reason(String word) {
        return ReturnLines.REASONS.contains(word) ? word : ReturnLines.NOT_STATED;
    }

    private Order.Receipt receipt(OrderLog.Entry entry) {
        List<Order.ReceivedLine> received = new ArrayList<>();
        for (OrderLog.Action action : entry.actions()) {
            if (isReceived(action)) {
                boolean whole = action.is("RECEIVE_RETURN_ITEM");
                received.add(new Order.ReceivedLine(lines.line(action.item()), action.quantity(), whole));
            }
        }
        return new Order.Receipt(entry.id(), received);
    }

    List<Order.Exchange> exchanges(Exchanged exchanged) {
        return exchanged.listed().stream().map(this::exchange).toList();
    }

    private Order.Exchange exchange(Exchanged.Listed one) {
        List<Order.Change> changes = one.mark()
                .flatMap(ours -> ours.read(plan -> plan.list("changes", Returns::change)))
                .orElse(List.of());
        return new Order.Exchange(
                one.exchange().text("id"),
                one.status(),
                agrees(changes, one) ? changes : List.of(),
                one.mark()
                        .flatMap(ours -> ours.read(plan -> plan.text("payment_method_id")))
                        .orElse(null),
                one.mark()
                        .flatMap(ours -> ours.read(plan -> difference(plan.object("price_difference"))))
                        .orElse(null));
    }

    private static boolean agrees(List<Order.Change> changes, Exchanged.Listed one) {
        int planned = changes.stream().mapToInt(Order.Change::quantity).sum();
        int asked = one.back().stream()
                .flatMap(back -> back.list("items", item -> item.count("quantity")).stream())
                .mapToInt(Integer::intValue)
                .sum();
        return asked == planned;
    }

    private static Order.Change change(Fields change) {
        return new Order.Change(
                change.text("line_id"),
                change.text("variant_id"),
                change.count("quantity"),
                change.json().hasNonNull("reason") ? reason(change.text("reason")) : null,
                change.moneyOrNull("unit_price"));
    }

    private static Order.PriceDifference difference(Fields difference) {
        return new Order.PriceDifference(
                difference.word(Order.PriceDifference.Direction.class, "direction"),
                difference.text("amount"),
                difference.text("currency"));
    }
}
