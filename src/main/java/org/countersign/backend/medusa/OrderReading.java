package org.countersign.backend.medusa;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.countersign.backend.Fields;
import org.countersign.shop.CustomerId;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;

/** An order of ours from what Medusa says of one. */
final class OrderReading {

    private final OrderFile file;
    private final Fields json;
    private final Payments payments;
    private final Lines goods;
    private final Order.Totals totals;

    OrderReading(OrderFile file) {
        this.file = file;
        this.json = file.json();
        this.payments = file.payments();
        this.goods = Lines.of(
                Lines.present(json, file.exchanged()),
                file.amounts(),
                file.lines(),
                file.exchanged(),
                payments.refundedUnits());
        this.totals = totals();
    }

    Order order() {
        Returns returns = new Returns(file.log(), file.lines());
        List<Order.Shipment> shipments = new Shipments(file.log(), file.lines()).of(json);
        return new Order(
                new OrderId(json.text("id")),
                "#" + json.count("display_id"),
                status(),
                payments.status(totals.total()),
                Shipments.status(goods),
                customer(),
                json.json().path("shipping_address").isObject()
                        ? Addresses.of(json.object("shipping_address"))
                        : Addresses.NONE,
                List.copyOf(goods.lines()),
                payments.taken(),
                payments.transactions(),
                shipments,
                List.of(),
                returns.of(json),
                returns.exchanges(file.exchanged()),
                holds(),
                notes(),
                new Order.Risk(Order.Risk.Level.NONE, List.of()),
                totals,
                json.time("created_at"),
                Shipments.delivered(shipments),
                json.timeOrNull("canceled_at"),
                cancelReason(),
                revision());
    }

    private Order.Status status() {
        return switch (json.text("status")) {
            case "canceled" -> Order.Status.CANCELLED;
            case "archived" -> Order.Status.CLOSED;
            case "completed" -> completed();
            default -> Order.Status.OPEN;
        };
    }

    /** Medusa does not cancel it any more; what was sent of it can still come back. */
    private Order.Status completed() {
        return Shipments.status(goods) == Order.FulfillmentStatus.UNFULFILLED ? Order.Status.CLOSED : Order.Status.OPEN;
    }

    /** A guest may have no name but the one on the parcel, and an order of no customer is nobody else's. */
    private Order.CustomerSummary customer() {
        String id = json.textOrNull("customer_id");
        String email = Optional.ofNullable(json.textOrNull("email")).orElse("");
        String own = json.json().path("customer").isObject() ? Addresses.name(json.object("customer")) : null;
        String parcel = json.json().path("shipping_address").isObject()
                ? Addresses.name(json.object("shipping_address"))
                : null;
        return new Order.CustomerSummary(
                new CustomerId(id == null ? "none_" + json.text("id") : id),
                Optional.ofNullable(own).or(() -> Optional.ofNullable(parcel)).orElse(email),
                email);
    }

    /**
     * What the parts come to, rounded one after the other, so that they add up: what rounding leaves over is in the discount,
     * or in the tax where there is none. The tax is the goods'; that of the shipping is in the shipping.
     */
    private Order.Totals totals() {
        Amounts amounts = file.amounts();
        Worth delivery = Worth.NOTHING;
        for (Fields method : OrderFile.once(json.list("shipping_methods", one -> one))) {
            delivery = delivery.plus(Worth.of(method.json(), Amounts.decimal(method.json(), "amount"), 1, 1));
        }
        Money shipping = goods.rounding().next(delivery.total());
        Money total = goods.rounding().sum();
        Money subtotal = amounts.rounded(goods.goods().net());
        Money more = total.minus(shipping).minus(subtotal);
        Money zero = Money.zero(amounts.currency());
        boolean discounted = goods.goods().discount().signum() != 0;
        Money tax = discounted ? amounts.rounded(goods.goods().tax()) : more;
        return new Order.Totals(
                subtotal,
                shipping,
                tax,
                tax.minus(more),
                total,
                payments.taken().stream().map(Order.Payment::refunded).reduce(zero, Money::plus),
                payments.taken().stream().map(Order.Payment::refundable).reduce(zero, Money::plus));
    }

    /** While somebody's order change is open Medusa refuses others, some of them after it has made them. Ours we delete. */
    private List<Order.Hold> holds() {
        return file.log().open().filter(change -> change.mark().isEmpty()).stream()
                .map(change -> new Order.Hold(
                        change.id(),
                        "other",
                        "an order change (" + Optional.ofNullable(change.type()).orElse("of no type")
                                + ") is open in Medusa; it has to be confirmed or cancelled there first",
                        change.at()))
                .toList();
    }

    /** Ours that are still there, oldest first. What a customer's cart brought along is none. */
    private List<Order.Note> notes() {
        Map<String, Mark> kept = Mark.notes(json.json().path("metadata"));
        List<Order.Note> notes = new ArrayList<>();
        file.log()
                .writtenMetadata()
                .forEach((name, entry) -> Optional.ofNullable(kept.get(name))
                        .flatMap(mark -> mark.read(note -> new Order.Note(
                                name, note.text("text"), note.flag("visible_to_customer"), "countersign", entry.at())))
                        .ifPresent(notes::add));
        return notes;
    }

    private @org.jspecify.annotations.Nullable String cancelReason() {
        return file.log().writtenMetadata().containsKey(Mark.CANCEL)
                ? Mark.ofMetadata(json.json().path("metadata"), Mark.CANCEL)
                        .flatMap(mark -> mark.read(plan -> plan.text("reason")))
                        .orElse(null)
                : null;
    }

    /** Both only grow, each with other effects: the second also with a new address, neither with a note. */
    private String revision() {
        return json.count("version") + "." + file.log().effects();
    }
}
