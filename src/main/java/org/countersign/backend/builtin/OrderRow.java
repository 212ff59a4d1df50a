package org.countersign.backend.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Currency;
import java.util.List;
import org.countersign.shop.Address;
import org.countersign.shop.CustomerId;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;
import org.jspecify.annotations.Nullable;

/** One row of {@link OrderSql#ORDER} as an order. */
final class OrderRow {

    private final ResultSet row;
    private final Currency currency;

    private OrderRow(ResultSet row) throws SQLException {
        this.row = row;
        this.currency = Currency.getInstance(row.getString("currency"));
    }

    static Order read(ResultSet row) throws SQLException {
        return new OrderRow(row).order();
    }

    private Order order() throws SQLException {
        OrderParts parts = new OrderParts(currency);
        List<OrderLine> lines = Json.list(row.getString("lines"), parts::line);
        List<Order.Payment> payments = Json.list(row.getString("payments"), parts::payment);
        return new Order(
                new OrderId(row.getString("id")),
                row.getString("name"),
                Word.as(Order.Status.class, row.getString("status")),
                Word.as(Order.PaymentStatus.class, row.getString("payment_status")),
                Word.as(Order.FulfillmentStatus.class, row.getString("fulfillment_status")),
                customer(),
                address(),
                lines.stream().map(OrderLine::line).toList(),
                payments,
                Json.list(row.getString("transactions"), parts::transaction),
                Json.list(row.getString("shipments"), parts::shipment),
                Json.list(row.getString("labels"), parts::label),
                Json.list(row.getString("returns"), parts::orderReturn),
                Json.list(row.getString("exchanges"), parts::exchange),
                Json.list(row.getString("holds"), parts::hold),
                Json.list(row.getString("notes"), parts::note),
                new Order.Risk(
                        Word.as(Order.Risk.Level.class, row.getString("risk_level")),
                        Json.list(row.getString("risk_reasons"), JsonNode::asText)),
                totals(lines, payments),
                time("placed_at"),
                timeOrNull("delivered_at"),
                timeOrNull("cancelled_at"),
                row.getString("cancel_reason"),
                Long.toString(row.getLong("revision")));
    }

    /**
     * What was refunded and what can be is summed over the payments: money is only ever given back from one of them. What
     * only moved to another payment was not refunded.
     */
    private Order.Totals totals(List<OrderLine> lines, List<Order.Payment> payments) throws SQLException {
        Money shipping = money(row.getLong("shipping"));
        Money subtotal = money(lines.stream().mapToLong(OrderLine::gross).sum());
        Money tax = money(lines.stream().mapToLong(OrderLine::tax).sum());
        Money discount = money(lines.stream().mapToLong(OrderLine::discount).sum());
        return new Order.Totals(
                subtotal,
                shipping,
                tax,
                discount,
                subtotal.minus(discount).plus(tax).plus(shipping),
                money(payments.stream()
                                .mapToLong(payment -> payment.refunded().minor())
                                .sum()
                        - row.getLong("moved")),
                money(payments.stream()
                        .mapToLong(payment -> payment.refundable().minor())
                        .sum()));
    }

    private Money money(long minor) {
        return new Money(minor, currency);
    }

    private Order.CustomerSummary customer() throws SQLException {
        return new Order.CustomerSummary(
                new CustomerId(row.getString("customer_id")),
                row.getString("customer_name"),
                row.getString("customer_email"));
    }

    private Address address() throws SQLException {
        return new Address(
                row.getString("to_name"),
                row.getString("to_company"),
                row.getString("to_line1"),
                row.getString("to_line2"),
                row.getString("to_city"),
                row.getString("to_region"),
                row.getString("to_postal_code"),
                row.getString("to_country"),
                row.getString("to_phone"));
    }

    private Instant time(String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private @Nullable Instant timeOrNull(String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
