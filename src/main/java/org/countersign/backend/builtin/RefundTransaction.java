package org.countersign.backend.builtin;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.countersign.gate.Reply;
import org.countersign.refund.Refunds.Refund;
import org.jspecify.annotations.Nullable;

/** One refund: both the money and our key, or neither. */
record RefundTransaction(RefundRequest request) implements OrderTransaction.Work<RefundState> {

    @Override
    public Optional<Reply> answer(RefundState state) {
        return state.stored()
                .reply(request.canonical())
                .or(() -> new RefundRules(request, state).refusal().map(Reply.Declined::new));
    }

    @Override
    public RefundState load(Connection connection) throws SQLException {
        try (PreparedStatement load = connection.prepareStatement(RefundSql.LOAD)) {
            load.setString(1, request.orderId());
            load.setArray(
                    2, connection.createArrayOf("text", request.touchedLines().toArray()));
            load.setString(3, request.orderId());
            load.setString(4, request.refund().paymentId());
            load.setString(5, request.refund().methodId());
            load.setString(6, request.key().value());
            load.execute();
            return RefundState.read(load);
        }
    }

    @Override
    public @Nullable String write(Connection connection, RefundState state) throws SQLException {
        Stock.putBack(connection, request.orderId(), request.restock());
        Refund refund = request.refund();
        Collection<String> touched = request.touchedLines();
        try (PreparedStatement write = connection.prepareStatement(RefundSql.WRITE)) {
            write.setString(1, request.key().value());
            write.setString(2, request.canonical());
            write.setString(3, request.orderId());
            write.setString(4, refund.paymentId());
            write.setString(5, refund.methodId());
            write.setLong(6, refund.amount().minor());
            write.setString(7, refund.amount().currency().getCurrencyCode());
            write.setObject(
                    8, refund.shipping() == null ? null : refund.shipping().minor(), Types.BIGINT);
            write.setString(9, refund.reason());
            write.setString(10, refund.note());
            write.setBoolean(11, refund.notifyCustomer());
            write.setArray(12, connection.createArrayOf("text", touched.toArray()));
            write.setArray(13, quantities(connection, touched, request.lines()));
            write.setArray(14, quantities(connection, touched, request.restock()));
            write.setString(15, standing(state));
            ResultSet row = write.executeQuery();
            return row.next() ? row.getString(1) : null;
        }
    }

    private String standing(RefundState state) {
        return PaymentStanding.of(
                state.orderLeft() - request.refund().amount().minor(),
                state.orderTotal(),
                state.refundedBefore() || !request.refund().reason().equals(PaymentStanding.MOVED));
    }

    private static Array quantities(Connection connection, Collection<String> lines, Map<String, Integer> of)
            throws SQLException {
        return connection.createArrayOf(
                "int4", lines.stream().map(line -> of.getOrDefault(line, 0)).toArray());
    }
}
