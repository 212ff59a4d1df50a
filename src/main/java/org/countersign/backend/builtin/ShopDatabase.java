package org.countersign.backend.builtin;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.countersign.shop.BackendUnavailable;

/** The shop's own connections; no transaction of anybody else ever runs on them. */
@ApplicationScoped
class ShopDatabase {

    private static final int READ_TIMEOUT_SECONDS = 5;
    /** Above what the server gives a refund's transaction, below the refund's call timeout. */
    private static final int NETWORK_TIMEOUT_MILLIS = 9_000;

    private final Supplier<AgroalDataSource> connections;

    /** Looked up when it is first needed: with another backend there is none. */
    @Inject
    ShopDatabase(@DataSource("shop") Instance<AgroalDataSource> connections) {
        this.connections = connections::get;
    }

    ShopDatabase(AgroalDataSource connections) {
        this.connections = () -> connections;
    }

    /** One that no other transaction uses, and on which no answer is waited for longer than 9 s. */
    Connection connect() throws SQLException {
        Connection connection = connections.get().getConnection();
        connection.setNetworkTimeout(Runnable::run, NETWORK_TIMEOUT_MILLIS);
        return connection;
    }

    /** @throws BackendUnavailable when the database does not answer */
    <T> List<T> list(String sql, Row<T> row, Object... parameters) {
        if (Arrays.stream(parameters).anyMatch(ShopDatabase::neverStored)) {
            return List.of();
        }
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setQueryTimeout(READ_TIMEOUT_SECONDS);
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return rows(statement.executeQuery(), row);
        } catch (SQLException broken) {
            throw new BackendUnavailable("the shop's database does not answer", broken);
        }
    }

    <T> Optional<T> one(String sql, Row<T> row, Object... parameters) {
        return list(sql, row, parameters).stream().findFirst();
    }

    /** No text in PostgreSQL holds a NUL; it does not even take one in a question. */
    private static boolean neverStored(Object parameter) {
        return switch (parameter) {
            case String text -> text.indexOf('\0') >= 0;
            case String[] texts -> Arrays.stream(texts).anyMatch(ShopDatabase::neverStored);
            default -> false;
        };
    }

    private static <T> List<T> rows(ResultSet results, Row<T> row) throws SQLException {
        List<T> rows = new ArrayList<>();
        while (results.next()) {
            rows.add(row.read(results));
        }
        return rows;
    }

    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }
}
