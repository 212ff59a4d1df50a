package org.countersign.backend.builtin;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.countersign.shop.CustomerId;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;
import org.countersign.shop.OrderSummary;
import org.countersign.shop.Orders;
import org.countersign.shop.Page;
import org.jspecify.annotations.Nullable;

/** One question for orders, newest first. Each word of its text must stand somewhere in the order. */
final class OrderSearch {

    static final String LIST = "orders";
    static final int KEY_LENGTH = 2;

    private static final String SUMMARY = """
            select o.id, o.name, o.status, o.payment_status, o.fulfillment_status, o.currency, o.placed_at,
                   o.customer_id, c.name as customer_name, c.email as customer_email,
                   o.shipping + l.amount as total, l.items, coalesce(p.refundable, 0) as refundable
              from shop.orders o
              join shop.customers c on c.id = o.customer_id
             cross join lateral (select coalesce(sum(unit_price * quantity - discount + tax), 0)::bigint as amount,
                                        coalesce(sum(quantity), 0)::int as items
                                   from shop.lines where order_id = o.id) l
             cross join lateral (select sum(amount - refunded)::bigint as refundable
                                   from shop.payments where order_id = o.id) p
             where true""";

    private static final String HAS_EACH_WORD = "\n" + """
            and not exists (select from unnest(?::text[]) word
                              where not (o.name ilike word
                                         or exists (select from shop.lines where order_id = o.id and title ilike word)
                                         or (? and (c.name ilike word or c.email ilike word))))""";

    private final StringBuilder sql = new StringBuilder(SUMMARY);
    private final List<Object> parameters = new ArrayList<>();

    OrderSearch(Orders.Query query, @Nullable Cursor after, int rows) {
        if (query.text() != null) {
            and(HAS_EACH_WORD, Like.words(query.text()));
            parameters.add(query.personalData());
        }
        andIfAsked(
                " and o.customer_id = ?",
                query.customer() == null ? null : query.customer().value());
        andIfAsked(" and lower(c.email) = lower(?)", query.email());
        andIfAsked(" and o.status = ?", word(query.status()));
        andIfAsked(" and o.payment_status = ?", word(query.paymentStatus()));
        andIfAsked(" and o.fulfillment_status = ?", word(query.fulfillmentStatus()));
        andIfAsked(" and o.placed_at > ?", time(query.placedAfter()));
        andIfAsked(" and o.placed_at < ?", time(query.placedBefore()));
        if (after != null) {
            and(" and (o.placed_at, o.id) < (?, ?)", placedAt(after));
            parameters.add(after.key().get(1));
        }
        and(" order by o.placed_at desc, o.id desc limit ?", rows);
    }

    String sql() {
        return sql.toString();
    }

    Object[] parameters() {
        return parameters.toArray();
    }

    static OrderSummary row(ResultSet row) throws SQLException {
        Currency currency = Currency.getInstance(row.getString("currency"));
        return new OrderSummary(
                new OrderId(row.getString("id")),
                row.getString("name"),
                Word.as(Order.Status.class, row.getString("status")),
                Word.as(Order.PaymentStatus.class, row.getString("payment_status")),
                Word.as(Order.FulfillmentStatus.class, row.getString("fulfillment_status")),
                new Order.CustomerSummary(
                        new CustomerId(row.getString("customer_id")),
                        row.getString("customer_name"),
                        row.getString("customer_email")),
                new Money(row.getLong("total"), currency),
                new Money(row.getLong("refundable"), currency),
                row.getInt("items"),
                row.getObject("placed_at", OffsetDateTime.class).toInstant());
    }

    static Cursor cursorOf(OrderSummary last) {
        return new Cursor(LIST, List.of(last.placedAt().toString(), last.id().value()));
    }

    private void and(String condition, Object parameter) {
        sql.append(condition);
        parameters.add(parameter);
    }

    private void andIfAsked(String condition, @Nullable Object parameter) {
        if (parameter != null) {
            and(condition, parameter);
        }
    }

    private static OffsetDateTime placedAt(Cursor after) {
        try {
            return Instant.parse(after.key().getFirst()).atOffset(ZoneOffset.UTC);
        } catch (DateTimeException malformed) {
            throw new Page.BadCursor();
        }
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable String word(@Nullable Enum<?> constant) {
        return constant == null ? null : Word.of(constant);
    }
}
