package org.countersign.backend.builtin;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.countersign.process.TestServices;
import org.flywaydb.core.Flyway;

/** The built-in shop in a database of its own, on a real PostgreSQL that one test run starts once. */
final class TestShop implements AutoCloseable {

    final AgroalDataSource connections;
    final ShopDatabase database;
    final BuiltinOrders orders;
    final BuiltinCustomers customers;
    final BuiltinProducts products;
    final BuiltinRefunds refunds;
    final BuiltinCancels cancels;

    TestShop() {
        Map<String, String> settings = TestServices.database();
        String url = settings.get("quarkus.datasource.jdbc.url");
        Flyway.configure()
                .dataSource(url, TestServices.USER, "")
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
        cancels = new BuiltinCancels(database);
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

    static AgroalDataSource pool(String url) {
        try {
            return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                    .connectionPoolConfiguration(pool -> pool.maxSize(24)
                            .exceptionSorter(new PostgreSQLExceptionSorter())
                            .acquisitionTimeout(Duration.ofSeconds(5))
                            .connectionFactoryConfiguration(factory -> factory.jdbcUrl(url)
                                    .principal(new NamePrincipal(TestServices.USER))
                                    .credential(new SimplePassword("")))));
        } catch (SQLException broken) {
            throw new IllegalStateException(broken);
        }
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
}
