package org.countersign.backend.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a refund is about, as read under the lock of its order; amounts in the order's minor units.
 *
 * @param stored         what is known of the key
 * @param order          absent when there is no such order
 * @param payment        absent when the order has no such payment
 * @param destination    absent when there is no such method
 * @param orderTotal     what the order comes to
 * @param refundedBefore whether anything was given back, moves between payment methods apart
 * @param lines          of those that were asked for, the ones the order has
 */
record RefundState(
        StoredRequest stored,
        @Nullable LockedOrder order,
        @Nullable Payment payment,
        @Nullable Destination destination,
        long orderLeft,
        long orderTotal,
        boolean refundedBefore,
        Map<String, LineLeft> lines) {

    record LockedOrder(String currency, String customer, long shippingLeft) {}

    record Payment(long left, String method) {}

    record Destination(
            String customer, boolean canCredit, @Nullable String balanceCurrency) {}

    record LineLeft(String id, int toRefund, int toRestock) {}

    /** Reads the results of {@link RefundSql#LOAD}, which has just been executed. */
    static RefundState read(Statement load) throws SQLException {
        load.getMoreResults();
        LockedOrder order = lockedOrder(load.getResultSet());
        load.getMoreResults();
        ResultSet row = load.getResultSet();
        row.next();
        return new RefundState(
                StoredRequest.read(row),
                order,
                payment(row),
                destination(row),
                row.getLong("order_left"),
                row.getLong("order_total"),
                row.getBoolean("refunded_before"),
                lines(row));
    }

    private static @Nullable LockedOrder lockedOrder(ResultSet row) throws SQLException {
        return row.next()
                ? new LockedOrder(row.getString("currency"), row.getString("customer_id"), row.getLong("shipping_left"))
                : null;
    }

    private static @Nullable Payment payment(ResultSet row) throws SQLException {
        String method = row.getString("payment_method");
        return method == null ? null : new Payment(row.getLong("payment_left"), method);
    }

    private static @Nullable Destination destination(ResultSet row) throws SQLException {
        String customer = row.getString("method_customer");
        return customer == null
                ? null
                : new Destination(customer, row.getBoolean("can_credit"), row.getString("balance_currency"));
    }

    private static Map<String, LineLeft> lines(ResultSet row) throws SQLException {
        return Json.list(row.getString("lines"), RefundState::line).stream()
                .collect(Collectors.toMap(LineLeft::id, line -> line));
    }

    private static LineLeft line(JsonNode row) {
        return new LineLeft(
                row.get(0).textValue(), row.get(1).intValue(), row.get(2).intValue());
    }
}
