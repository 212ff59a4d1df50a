package org.countersign.endtoend;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/** A test's own look into the database of the server: past every cache and every rule. */
public final class Sql {

    private final String url;
    private final String user;

    public Sql(String url, String user) {
        this.url = url;
        this.user = user;
    }

    /** Of the server that runs in this test. */
    public static Sql ofThisServer() {
        var config = ConfigProvider.getConfig();
        return new Sql(
                config.getValue("quarkus.datasource.jdbc.url", String.class),
                config.getValue("quarkus.datasource.username", String.class));
    }

    public static Sql of(Map<String, String> settings) {
        return new Sql(settings.get("quarkus.datasource.jdbc.url"), settings.get("quarkus.datasource.username"));
    }

    /** One of its own, for many looks. */
    /** For a transaction of the test's own. */
    public Connection open() throws SQLException {
        return connection();
    }

    Connection connection() throws SQLException {
        return DriverManager.getConnection(url, user, "any");
    }

    public int execute(String sql, Object... values) {
        try (Connection connection = connection();
                PreparedStatement statement = bind(connection, sql, values)) {
            return statement.executeUpdate();
        } catch (SQLException broken) {
            throw new IllegalStateException(sql, broken);
        }
    }

    /** The first column of every row, as text. */
    public List<String> texts(String sql, Object... values) {
        try (Connection connection = connection();
                PreparedStatement statement = bind(connection, sql, values);
                ResultSet row = statement.executeQuery()) {
            List<String> texts = new ArrayList<>();
            while (row.next()) {
                texts.add(row.getString(1));
            }
            return texts;
        } catch (SQLException broken) {
            throw new IllegalStateException(sql, broken);
        }
    }

    public String text(String sql, Object... values) {
        return texts(sql, values).getFirst();
    }

    public long number(String sql, Object... values) {
        return Long.parseLong(text(sql, values));
    }

    private static PreparedStatement bind(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }
}
