package org.countersign.medusa;

import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.countersign.dev.DevelopmentDatabase;

/** The databases of shops, on an embedded PostgreSQL of their own that keeps its data. */
final class MedusaDatabases implements AutoCloseable {

    private final DevelopmentDatabase postgresql;
    private final int port;

    private MedusaDatabases(DevelopmentDatabase postgresql) {
        this.postgresql = postgresql;
        this.port = URI.create(postgresql.jdbcUrl().substring("jdbc:".length())).getPort();
    }

    /** @param folder one server at a time uses it */
    static MedusaDatabases start(Path folder) {
        return new MedusaDatabases(DevelopmentDatabase.start(Path.of(".data", "programs"), folder));
    }

    boolean has(String name) {
        String sql = "select exists (select from pg_database where datname = '" + name + "')";
        try (Connection connection = connection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() && row.getBoolean(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Empty, whatever was there. */
    void create(String name) {
        drop(name);
        postgresql.create(name);
    }

    /** @param from nobody may be using it */
    void copy(String from, String to) {
        drop(to);
        execute("create database " + to + " template " + from + " owner " + postgresql.username());
    }

    private void drop(String name) {
        execute("drop database if exists " + name + " with (force)");
    }

    /** As Medusa wants to have it. */
    String url(String name) {
        return "postgres://" + postgresql.username() + "@127.0.0.1:" + port + "/" + name;
    }

    private void execute(String sql) {
        try (Connection connection = connection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private Connection connection() throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", "");
    }

    @Override
    public void close() {
        postgresql.close();
    }
}
