package org.countersign.backend.builtin;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.jboss.logging.Logger;

/**
 * The shop that comes along: 500 customers, 591 variants and 1,000 orders that nobody here made up. Each import is one
 * transaction, and replicas that start at once import it once.
 */
@ApplicationScoped
public class SampleShop {

    static final String CURRENCY = "USD";

    private static final Logger LOG = Logger.getLogger(SampleShop.class);
    private static final String DATA = "/sample/shop.json";
    private static final int ORDERS_A_STEP = 200;
    private static final int NETWORK_TIMEOUT_MILLIS = 60_000;
    private static final String TABLES = "shop.products, shop.variants, shop.customers, shop.addresses,"
            + " shop.payment_methods, shop.orders, shop.lines, shop.payments, shop.transactions, shop.refunds,"
            + " shop.refund_lines, shop.cancellations, shop.cancellation_lines, shop.changes, shop.shipments, shop.shipment_lines,"
            + " shop.labels, shop.returns, shop.return_lines, shop.receipts, shop.receipt_lines, shop.exchanges,"
            + " shop.exchange_changes, shop.holds, shop.notes";

    private final ShopDatabase database;

    SampleShop(ShopDatabase database) {
        this.database = database;
    }

    /**
     * Imports the sample unless the shop has a customer or a product already.
     *
     * @return whether it was imported
     * @throws SQLException when the database does not answer; then nothing was imported
     */
    public boolean importIfEmpty() throws SQLException {
        return alone(connection -> {
            boolean empty = isEmpty(connection);
            if (empty) {
                importAll(connection);
            }
            return empty;
        });
    }

    /**
     * Puts the sample back as it was on the first day, with dates from today; whatever else the shop held is gone,
     * keys of earlier refunds too.
     *
     * @throws SQLException when the database does not answer; then nothing was changed
     */
    public void reset() throws SQLException {
        alone(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("truncate " + TABLES);
            }
            importAll(connection);
            return true;
        });
    }

    /** Exact: the number's own digits, never a binary fraction. */
    static long cents(JsonNode number) {
        return number.decimalValue().movePointRight(2).longValueExact();
    }

    private boolean alone(Work work) throws SQLException {
        try (Connection connection = database.connect()) {
            connection.setNetworkTimeout(Runnable::run, NETWORK_TIMEOUT_MILLIS);
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("set local lock_timeout = '20s'; set local statement_timeout = '30s';"
                        + " select pg_advisory_xact_lock(hashtext('countersign.sample-shop'))");
                boolean result = work.on(connection);
                connection.commit();
                return result;
            } finally {
                connection.rollback();
            }
        }
    }

    private static boolean isEmpty(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select not exists (select from shop.products) and not exists (select from shop.customers)")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static void importAll(Connection connection) throws SQLException {
        JsonNode data = data();
        SampleGoods goods = new SampleGoods();
        data.path("products").forEach(goods::add);
        goods.flush(connection);
        SamplePeople people = new SamplePeople();
        data.path("users").forEach(people::add);
        people.flush(connection);
        importOrders(connection, data);
        try (Statement statement = connection.createStatement()) {
            statement.execute("analyze " + TABLES);
        }
    }

    private static void importOrders(Connection connection, JsonNode data) throws SQLException {
        SampleOrders orders = new SampleOrders(data.path("users"), now(connection));
        int all = data.path("orders").size();
        int done = 0;
        for (JsonNode order : data.path("orders")) {
            orders.add(order);
            done++;
            if (done % ORDERS_A_STEP == 0 || done == all) {
                orders.flush(connection);
                LOG.infof("sample shop: imported %d of %d orders", done, all);
            }
        }
    }

    /** The database's clock; whole seconds, so that distances between dates are the same after each import. */
    private static Instant now(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select now()")) {
            row.next();
            return row.getObject(1, OffsetDateTime.class).toInstant().truncatedTo(ChronoUnit.SECONDS);
        }
    }

    private static JsonNode data() {
        try (InputStream stream = SampleShop.class.getResourceAsStream(DATA)) {
            return JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build()
                    .readTree(stream);
        } catch (IOException broken) {
            throw new UncheckedIOException("the sample shop's data cannot be read", broken);
        }
    }

    private interface Work {
        boolean on(Connection connection) throws SQLException;
    }
}
