package org.countersign.backend.builtin;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.countersign.gate.Reply;
import org.jspecify.annotations.Nullable;

/** One cancellation: status, stock and our key, or none of them. */
record CancelTransaction(CancelRequest request) implements OrderTransaction.Work<CancelState> {

    @Override
    public CancelState load(Connection connection) throws SQLException {
        try (PreparedStatement load = connection.prepareStatement(CancelSql.LOAD)) {
            load.setString(1, request.orderId());
            load.setString(2, request.orderId());
            load.setString(3, request.key().value());
            load.execute();
            return CancelState.read(load);
        }
    }

    @Override
    public Optional<Reply> answer(CancelState state) {
        return state.stored()
                .reply(request.canonical())
                .or(() -> CancelRules.refusal(request, state).map(Reply.Declined::new));
    }

    @Override
    public @Nullable String write(Connection connection, CancelState state) throws SQLException {
        Stock.putBack(connection, request.orderId(), request.restock());
        try (PreparedStatement write = connection.prepareStatement(CancelSql.WRITE)) {
            write.setString(1, request.key().value());
            write.setString(2, request.canonical());
            write.setString(3, request.orderId());
            write.setString(4, request.cancel().reason());
            write.setString(5, request.cancel().note());
            write.setBoolean(6, request.cancel().notifyCustomer());
            write.setArray(
                    7,
                    connection.createArrayOf("text", request.restock().keySet().toArray()));
            write.setArray(
                    8,
                    connection.createArrayOf("int4", request.restock().values().toArray()));
            ResultSet row = write.executeQuery();
            return row.next() ? row.getString(1) : null;
        }
    }
}
