package org.countersign.ledger;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.countersign.gate.LedgerUnavailable;
import org.jspecify.annotations.Nullable;

/** Plain SQL on the ledger's own connections. Whatever goes wrong, a lost COMMIT too, is {@link LedgerUnavailable}. */
@ApplicationScoped
class Database {

    private final AgroalDataSource source;

    Database(AgroalDataSource source) {
        this.source = source;
    }

    interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** One transaction. The work returns null-free; throwing rolls back. */
    <T> T transaction(Work<T> work) {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.in(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException failed) {
                rollback(connection, failed);
                throw failed;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException lost) {
            throw new LedgerUnavailable(lost);
        }
    }

    /** One view of the whole database, however long it takes, that changes nothing. @param silence of one statement at most */
    <T> T snapshot(Duration silence, Work<T> work) {
        try (Connection connection = source.getConnection()) {
            int usual = connection.getNetworkTimeout();
            int isolation = connection.getTransactionIsolation();
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(silence.toMillis()));
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            try {
                return work.in(connection);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
                connection.setReadOnly(false);
                connection.setTransactionIsolation(isolation);
                connection.setNetworkTimeout(Runnable::run, usual);
            }
        } catch (SQLException lost) {
            throw new LedgerUnavailable(lost);
        }
    }

    /** One statement, its own transaction. */
    <T> T once(Work<T> work) {
        try (Connection connection = source.getConnection()) {
            return work.in(connection);
        } catch (SQLException lost) {
            throw new LedgerUnavailable(lost);
        }
    }

    static <T> Optional<T> first(Connection connection, String sql, Row<T> row, @Nullable Object... values)
            throws SQLException {
        List<T> rows = rows(connection, sql, row, values);
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.getFirst());
    }

    static <T> List<T> rows(Connection connection, String sql, Row<T> row, @Nullable Object... values)
            throws SQLException {
        try (PreparedStatement statement = bind(connection, sql, values);
                ResultSet results = statement.executeQuery()) {
            List<T> rows = new ArrayList<>();
            while (results.next()) {
                rows.add(row.read(results));
            }
            return rows;
        }
    }

    static int update(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = bind(connection, sql, values)) {
            return statement.executeUpdate();
        }
    }

    private static PreparedStatement bind(Connection connection, String sql, @Nullable Object... values)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof String[] texts) {
                statement.setArray(i + 1, connection.createArrayOf("text", texts));
            } else {
                statement.setObject(i + 1, values[i]);
            }
        }
        return statement;
    }

    private static void rollback(Connection connection, Exception because) {
        try {
            connection.rollback();
        } catch (SQLException lost) {
            because.addSuppressed(lost);
        }
    }
}
