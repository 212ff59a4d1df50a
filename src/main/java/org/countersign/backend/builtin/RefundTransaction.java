package org.countersign.backend.builtin;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.countersign.gate.Reply;
import org.countersign.gate.StepKey;
import org.countersign.refund.Refunds.Refund;
import org.jspecify.annotations.Nullable;

/**
 * One refund in one transaction: both the money and our key, or neither. Without a connection nothing was sent, nor
 * when it breaks while reading, before the first statement that changes anything: a lock that another one holds too
 * long, or a connection of the pool that did not outlive a restart. Whatever else breaks leaves the outcome unknown.
 */
final class RefundTransaction {

    /** With the 8 s that the database gives the transaction, within the call timeout of {@link BuiltinRefunds}. */
    private static final Duration CONNECT_WITHIN = Duration.ofMillis(1_500);

    private final ShopDatabase database;

    RefundTransaction(ShopDatabase database) {
        this.database = database;
    }

    Reply run(Refund refund, StepKey key) {
        long late = System.nanoTime() + CONNECT_WITHIN.toNanos();
        Connection connection;
        try {
            connection = database.connect();
        } catch (SQLException none) {
            return new Reply.NotSent("the shop's database cannot be reached", null);
        }
        try (connection) {
            if (System.nanoTime() > late) {
                return new Reply.NotSent("the shop's database had no connection in time", null);
            }
            connection.setAutoCommit(false);
            return run(connection, RefundRequest.of(refund, key));
        } catch (SQLException broken) {
            return new Reply.Unknown("the shop's database did not finish: SQL state " + broken.getSQLState());
        }
    }

    private static Reply run(Connection connection, RefundRequest request) throws SQLException {
        RefundState state;
        try {
            state = load(connection, request);
        } catch (SQLException broken) {
            // nothing that changes anything was sent yet, and without a COMMIT nothing can
            return new Reply.NotSent(
                    "the shop's database did not let it begin: SQL state " + broken.getSQLState(), null);
        }
        Optional<Reply> known = Optional.ofNullable(state.stored()).map(stored -> stored.reply(request.canonical()));
        if (known.isEmpty() && state.closed()) {
            connection.rollback();
            return new Reply.Declined("this key was closed: the request came too late");
        }
        Optional<Reply> reply =
                known.or(() -> new RefundRules(request, state).refusal().map(Reply.Declined::new));
        if (reply.isPresent()) {
            connection.rollback();
            return reply.get();
        }
        String refundId = write(connection, request, state);
        if (refundId == null) {
            connection.rollback();
            return new Reply.Declined("another refund was already sent under this key");
        }
        connection.commit();
        return new Reply.Accepted(refundId);
    }

    private static RefundState load(Connection connection, RefundRequest request) throws SQLException {
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

    private static @Nullable String write(Connection connection, RefundRequest request, RefundState state)
            throws SQLException {
        if (!request.restock().isEmpty()) {
            restock(connection, request);
        }
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
            write.setString(15, state.orderLeft() == refund.amount().minor() ? "refunded" : "partially_refunded");
            ResultSet row = write.executeQuery();
            return row.next() ? row.getString(1) : null;
        }
    }

    private static void restock(Connection connection, RefundRequest request) throws SQLException {
        Collection<String> lines = request.restock().keySet();
        try (PreparedStatement restock = connection.prepareStatement(RefundSql.RESTOCK)) {
            restock.setArray(1, connection.createArrayOf("text", lines.toArray()));
            restock.setArray(2, quantities(connection, lines, request.restock()));
            restock.setString(3, request.orderId());
            restock.executeUpdate();
        }
    }

    private static Array quantities(Connection connection, Collection<String> lines, Map<String, Integer> of)
            throws SQLException {
        return connection.createArrayOf(
                "int4", lines.stream().map(line -> of.getOrDefault(line, 0)).toArray());
    }
}
