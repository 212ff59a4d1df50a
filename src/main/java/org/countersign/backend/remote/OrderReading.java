package org.countersign.backend.remote;

import java.util.Currency;
import java.util.List;
import java.util.stream.Stream;
import org.countersign.backend.Fields;
import org.countersign.shop.Address;
import org.countersign.shop.CustomerId;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;
import org.countersign.shop.OrderSummary;
import org.countersign.shop.PaymentMethod;

/** An order as the protocol has it; all its money is of one currency. */
final class OrderReading {

    static Order order(Fields order) {
        Order read = new Order(
                new OrderId(order.text("id")),
                order.text("name"),
                order.word(Order.Status.class, "status"),
                order.word(Order.PaymentStatus.class, "payment_status"),
                order.word(Order.FulfillmentStatus.class, "fulfillment_status"),
                customer(order.object("customer")),
                address(order.object("shipping_address")),
                order.list("lines", OrderReading::line),
                order.list("payments", OrderReading::payment),
                order.list("transactions", OrderReading::transaction),
                order.list("shipments", OrderExtras::shipment),
                order.list("labels", OrderExtras::label),
                order.list("returns", OrderExtras::orderReturn),
                order.list("exchanges", OrderExtras::exchange),
                order.list("holds", OrderExtras::hold),
                order.list("notes", OrderExtras::note),
                OrderExtras.risk(order),
                totals(order.object("totals")),
                order.time("placed_at"),
                order.timeOrNull("delivered_at"),
                order.timeOrNull("cancelled_at"),
                order.textOrNull("cancel_reason"),
                order.text("revision"));
        if (!inOneCurrency(read)) {
            throw Fields.wrong("money", "of one currency");
        }
        return read;
    }

    static OrderSummary summary(Fields order) {
        return new OrderSummary(
                new OrderId(order.text("id")),
                order.text("name"),
                order.word(Order.Status.class, "status"),
                order.word(Order.PaymentStatus.class, "payment_status"),
                order.word(Order.FulfillmentStatus.class, "fulfillment_status"),
                customer(order.object("customer")),
                order.money("total"),
                order.money("refundable"),
                order.count("item_count"),
                order.time("placed_at"));
    }

    static Address address(Fields address) {
        return new Address(
                address.textOrNull("name"),
                address.textOrNull("company"),
                address.text("line1"),
                address.textOrNull("line2"),
                address.text("city"),
                address.textOrNull("region"),
                address.text("postal_code"),
                address.text("country"),
                address.textOrNull("phone"));
    }

    static PaymentMethod method(Fields method) {
        return new PaymentMethod(
                method.text("id"),
                method.word(PaymentMethod.Kind.class, "kind"),
                method.text("label"),
                method.moneyOrNull("balance"),
                method.flag("can_charge"),
                method.flag("can_credit"));
    }

    private static Order.CustomerSummary customer(Fields customer) {
        return new Order.CustomerSummary(
                new CustomerId(customer.text("id")), customer.text("name"), customer.text("email"));
    }

    private static Order.Line line(Fields line) {
        return new Order.Line(
                line.text("id"),
                line.text("product_id"),
                line.text("variant_id"),
                line.text("title"),
                line.textMap("options"),
                line.count("quantity"),
                line.money("unit_price"),
                line.money("amount"),
                line.count("fulfilled_quantity"),
                line.count("returned_quantity"),
                line.count("refunded_quantity"));
    }

    private static Order.Payment payment(Fields payment) {
        return new Order.Payment(
                payment.text("id"),
                method(payment.object("method")),
                payment.money("amount"),
                payment.money("refunded"),
                payment.money("refundable"),
                payment.time("at"));
    }

    private static Order.Transaction transaction(Fields transaction) {
        return new Order.Transaction(
                transaction.text("id"),
                transaction.word(Order.Transaction.Kind.class, "kind"),
                transaction.text("method_id"),
                transaction.money("amount"),
                transaction.time("at"),
                transaction.textOrNull("settles"),
                transaction.textOrNull("mark"));
    }

    private static Order.Totals totals(Fields totals) {
        return new Order.Totals(
                totals.money("subtotal"),
                totals.money("shipping"),
                totals.money("tax"),
                totals.money("discount"),
                totals.money("total"),
                totals.money("refunded"),
                totals.money("refundable"));
    }

    private static boolean inOneCurrency(Order order) {
        Currency currency = order.totals().total().currency();
        Order.Totals totals = order.totals();
        Stream<Money> sums = Stream.of(
                totals.subtotal(),
                totals.shipping(),
                totals.tax(),
                totals.discount(),
                totals.refunded(),
                totals.refundable());
        Stream<Money> lines = order.lines().stream().flatMap(line -> Stream.of(line.unitPrice(), line.amount()));
        Stream<Money> payments = order.payments().stream()
                .flatMap(payment -> Stream.of(payment.amount(), payment.refunded(), payment.refundable()));
        Stream<Money> moved = order.transactions().stream().map(Order.Transaction::amount);
        return List.of(sums, lines, payments, moved).stream()
                .flatMap(all -> all)
                .allMatch(money -> money.currency().equals(currency));
    }

    private OrderReading() {}
}
