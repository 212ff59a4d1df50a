package org.countersign.backend.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;
import org.countersign.shop.PaymentMethod;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SampleShopTest {

    private static TestShop shop;

    @BeforeAll
    static void open() {
        shop = TestShop.withSample();
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @Test
    void everythingInTheDataIsImported() {
        assertThat(shop.number("select count(*) from shop.customers")).isEqualTo(500);
        assertThat(shop.number("select count(*) from shop.products")).isEqualTo(50);
        assertThat(shop.number("select count(*) from shop.variants")).isEqualTo(591);
        assertThat(shop.number("select count(*) from shop.payment_methods")).isEqualTo(695);
        assertThat(shop.number("select count(*) from shop.orders")).isEqualTo(1000);
        assertThat(shop.number("select count(*) from shop.lines")).isEqualTo(2978);
        assertThat(orders("status = 'open' and payment_status = 'paid' and fulfillment_status = 'unfulfilled'"))
                .isEqualTo(423);
        assertThat(orders("status = 'open' and payment_status = 'paid' and fulfillment_status = 'busy'"))
                .isEqualTo(102);
        assertThat(orders("status = 'open' and payment_status = 'paid' and fulfillment_status = 'delivered'"))
                .isEqualTo(373);
        assertThat(orders(
                        "status = 'cancelled' and payment_status = 'refunded' and fulfillment_status = 'unfulfilled'"))
                .isEqualTo(102);
    }

    @Test
    void whatWasPaidIsWhatTheLinesComeTo() {
        assertThat(orders("""
                (select sum(amount) from shop.payments p where p.order_id = orders.id)
                 <> (select sum(unit_price * quantity) from shop.lines l where l.order_id = orders.id)""")).isZero();
        assertThat(orders("currency <> 'USD' or shipping <> 0 or risk_level <> 'none'"))
                .isZero();
        assertThat(shop.number("select count(*) from shop.lines where quantity <> 1 or tax <> 0 or discount <> 0"))
                .isZero();
        assertThat(shop.number("select count(*) from shop.variants where stock not in (0, 10)"))
                .isZero();
    }

    @Test
    void anOrderThatHoldsAnItemTwiceHasTwoLinesWithIdsOfTheirOwn() {
        assertThat(shop.number(
                        "select count(distinct order_id) from (select order_id from shop.lines group by order_id,"
                                + " variant_id having count(*) > 1) twice"))
                .isEqualTo(7);
        assertThat(shop.number("select count(distinct id) from shop.lines")).isEqualTo(2978);
    }

    @Test
    void aProcessedOrderIsBusyAndShowsItsParcel() {
        Order order = order("#W2611340");

        assertThat(order.name()).isEqualTo("#W2611340");
        assertThat(order.fulfillmentStatus()).isEqualTo(Order.FulfillmentStatus.BUSY);
        assertThat(order.lines()).extracting(Order.Line::id).containsExactly("W2611340-1", "W2611340-2");
        assertThat(order.lines()).extracting(Order.Line::unitPrice).containsExactly(usd("47.84"), usd("488.81"));
        assertThat(order.lines()).extracting(Order.Line::fulfilledQuantity).containsOnly(1);
        assertThat(order.lines().getFirst().options())
                .containsExactly(
                        Map.entry("capacity", "1000ml"), Map.entry("material", "glass"), Map.entry("color", "blue"));
        assertThat(order.shipments()).singleElement().satisfies(parcel -> {
            assertThat(parcel.trackingNumbers()).containsExactly("357962501027");
            assertThat(parcel.lineIds()).containsExactly("W2611340-1", "W2611340-2");
            assertThat(parcel.status()).isEqualTo(Order.Shipment.Status.PENDING);
        });
        assertThat(order.payments()).singleElement().satisfies(payment -> {
            assertThat(payment.method().kind()).isEqualTo(PaymentMethod.Kind.GIFT_CARD);
            assertThat(payment.method().label()).isEqualTo("Gift card");
            assertThat(payment.method().balance()).isEqualTo(usd("17"));
            assertThat(payment.refundable()).isEqualTo(usd("536.65"));
        });
        assertThat(order.totals().total()).isEqualTo(usd("536.65"));
        assertThat(order.totals().refundable()).isEqualTo(usd("536.65"));
        assertThat(order.shippingAddress().country()).isEqualTo("US");
        assertThat(order.risk().level()).isEqualTo(Order.Risk.Level.NONE);
    }

    @Test
    void aCancelledOrderIsPaidBackInFullAndItsParcelCancelled() {
        Order order = order("W3220387");

        assertThat(order.status()).isEqualTo(Order.Status.CANCELLED);
        assertThat(order.paymentStatus()).isEqualTo(Order.PaymentStatus.REFUNDED);
        assertThat(order.totals().refunded()).isEqualTo(usd("608.91"));
        assertThat(order.totals().refundable().isZero()).isTrue();
        assertThat(order.lines()).extracting(Order.Line::refundableQuantity).containsOnly(0);
        assertThat(order.transactions())
                .extracting(Order.Transaction::kind)
                .containsExactly(Order.Transaction.Kind.CHARGE, Order.Transaction.Kind.REFUND);
        assertThat(order.shipments())
                .extracting(Order.Shipment::status)
                .containsExactly(Order.Shipment.Status.CANCELLED);
        assertThat(order.cancelledAt()).isAfter(order.placedAt());
    }

    @Test
    void deliveriesAreOneToTwentyDaysOldAndSpread() {
        Instant imported = Instant.ofEpochSecond(shop.number("select extract(epoch from now())::bigint"));
        List<Instant> delivered = shop.database.list(
                "select delivered_at from shop.orders where fulfillment_status = 'delivered'",
                row -> row.getObject(1, OffsetDateTime.class).toInstant());

        assertThat(delivered)
                .hasSize(373)
                .allSatisfy(at -> assertThat(Duration.between(at, imported))
                        .isBetween(Duration.ofDays(1), Duration.ofDays(20).plusMinutes(5)));
        assertThat(delivered.stream()
                        .map(at -> Duration.between(at, imported).toDays())
                        .distinct()
                        .count())
                .isGreaterThan(17);
        assertThat(orders("placed_at >= delivered_at or placed_at >= cancelled_at or placed_at > now()"))
                .isZero();
    }

    @Test
    void resetRestoresEverythingAndNoRevisionEverRepeats() throws Exception {
        String content = content();
        long highest = shop.number("select max(revision) from shop.orders");
        shop.execute(
                "update shop.payments set refunded = amount; delete from shop.transactions; update shop.variants set stock = 3;"
                        + " update shop.payment_methods set balance = balance + 1; insert into shop.products values ('own', 'Own product')");
        assertThat(content()).isNotEqualTo(content);

        new SampleShop(shop.database).reset();

        assertThat(content())
                .as("everything, with each date's distance from the import")
                .isEqualTo(content);
        assertThat(shop.number("select min(revision) from shop.orders")).isGreaterThan(highest);
    }

    @Test
    void aShopThatHoldsSomethingIsLeftAlone() throws Exception {
        assertThat(new SampleShop(shop.database).importIfEmpty()).isFalse();
    }

    @Test
    void replicasThatStartAtOnceImportOnce() throws Exception {
        try (TestShop fresh = new TestShop();
                ExecutorService replicas = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Boolean> start = () -> new SampleShop(fresh.database).importIfEmpty();
            List<Future<Boolean>> started = replicas.invokeAll(List.of(start, start, start));

            assertThat(started).extracting(Future::get).containsOnlyOnce(true);
            assertThat(fresh.number("select count(*) from shop.orders")).isEqualTo(1000);
        }
    }

    /** A digest of all rows; times count from the newest order's, which is a fixed distance from the import. */
    private static String content() {
        StringBuilder all = new StringBuilder();
        for (String table : List.of(
                "products",
                "variants",
                "customers",
                "addresses",
                "payment_methods",
                "orders",
                "lines",
                "payments",
                "transactions",
                "refunds",
                "refund_lines",
                "shipments")) {
            all.append(table).append(shop.database.list("""
                    select md5(string_agg(row::text, '' order by row::text)) from (
                        select (select json_object_agg(key, case when key like '%%at' and value is not null
                                    then (value::timestamptz - (select max(placed_at) from shop.orders))::text else value end
                                    order by key)
                                  from jsonb_each_text(to_jsonb(t) - 'revision')) as row from shop.%s t) rows""".formatted(table), row -> row.getString(1)));
        }
        return all.toString();
    }

    private static long orders(String condition) {
        return shop.number("select count(*) from shop.orders where " + condition);
    }

    private static Order order(String id) {
        return shop.orders.order(new OrderId(id)).orElseThrow();
    }

    private static Money usd(String amount) {
        return Money.parse(amount, "USD");
    }
}
