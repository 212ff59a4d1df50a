package org.countersign.backend.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The sample shop's payments and refunds, as rows. In the data one payment carries an order; a refund is of all of it. */
final class SamplePayments {

    private final CopyTable payments = new CopyTable("payments", "order_id, id, method_id, amount, refunded, at");
    private final CopyTable transactions =
            new CopyTable("transactions", "order_id, id, kind, method_id, amount, at, settles");
    private final CopyTable refunds =
            new CopyTable("refunds", "id, order_id, payment_id, method_id, amount, currency, at");
    private final CopyTable refundLines = new CopyTable("refund_lines", "refund_id, order_id, line_id, quantity");

    void add(String order, JsonNode history, SampleDates dates, List<String> lineIds) {
        long paid = sum(history, "payment");
        long refunded = sum(history, "refund");
        if (history.path(0).path("transaction_type").asText().equals("payment")
                && history.size() <= 2
                && (refunded == 0 || refunded == paid)) {
            String method = history.path(0).path("payment_method_id").asText();
            payments.row(order, order + "-pay-1", method, paid, refunded, dates.placed());
            transactions.row(order, order + "-tx-1", "charge", method, paid, dates.placed(), order + "-pay-1");
            if (refunded > 0) {
                addRefund(order, history.path(1).path("payment_method_id").asText(), refunded, dates, lineIds);
            }
        } else {
            throw new IllegalStateException("the payments of order " + order + " are not one payment, refunded or not");
        }
    }

    void flush(Connection connection) throws SQLException {
        payments.flush(connection);
        transactions.flush(connection);
        refunds.flush(connection);
        refundLines.flush(connection);
    }

    private void addRefund(String order, String method, long amount, SampleDates dates, List<String> lineIds) {
        String refund = order + "-re-1";
        refunds.row(refund, order, order + "-pay-1", method, amount, SampleShop.CURRENCY, dates.cancelled());
        lineIds.forEach(line -> refundLines.row(refund, order, line, 1));
        transactions.row(order, order + "-tx-2", "refund", method, amount, dates.cancelled(), refund);
    }

    private static long sum(JsonNode history, String type) {
        long sum = 0;
        for (JsonNode entry : history) {
            sum += entry.path("transaction_type").asText().equals(type) ? SampleShop.cents(entry.path("amount")) : 0;
        }
        return sum;
    }
}
