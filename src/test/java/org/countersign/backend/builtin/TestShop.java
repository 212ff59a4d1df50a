package org.countersign.backend.builtin;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;

/** The built-in shop in a database of its own, on a real PostgreSQL that one test run starts once. */
final class TestShop implements AutoCloseable {

    private static final AtomicInteger COUNT = new AtomicInteger();

    final AgroalDataSource connections;
    final ShopDatabase database;
    final BuiltinOrders orders;
    final BuiltinCustomers customers;
    final BuiltinProducts products;
    final BuiltinRefunds refunds;

    TestShop() {
        try {
            String name = "shop_" + COUNT.incrementAndGet();
            try (Connection admin = Server.POSTGRES.getPostgresDatabase().getConnection();
                    Statement statement = admin.createStatement()) {
                statement.execute("create database " + name);
            }
            String url = Server.POSTGRES.getJdbcUrl("postgres", name);
            Flyway.configure()
                    .dataSource(url, "postgres", "")
                    .locations("db/shop")
                    .schemas("shop")
                    .load()
                    .migrate();
            connections = pool(url);
            database = new ShopDatabase(connections);
            orders = new BuiltinOrders(database);
            customers = new BuiltinCustomers(database);
            products = new BuiltinProducts(database);
            refunds = new BuiltinRefunds(database);
        } catch (SQLException broken) {
            throw new IllegalStateException(broken);
        }
    }

    static TestShop withSample() {
        TestShop shop = new TestShop();
        try {
            new SampleShop(shop.database).importIfEmpty();
        } catch (SQLException broken) {
            throw new IllegalStateException(broken);
        }
        return shop;
    }

    static AgroalDataSource pool(String url) throws SQLException {
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(24)
                        .exceptionSorter(new PostgreSQLExceptionSorter())
                        .acquisitionTimeout(Duration.ofSeconds(5))
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(url)
                                .principal(new NamePrincipal("postgres"))
                                .credential(new SimplePassword("")))));
    }

    void execute(String sql) {
        try (Connection connection = connections.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException broken) {
            throw new IllegalStateException(sql, broken);
        }
    }

    long number(String sql) {
        try (Connection connection = connections.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException broken) {
            throw new IllegalStateException(sql, broken);
        }
    }

    @Override
    public void close() {
        connections.close();
    }

    private static final class Server {
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("max_connections", "200")
                        .start();
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }
}
