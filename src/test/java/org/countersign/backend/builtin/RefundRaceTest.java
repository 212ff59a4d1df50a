package org.countersign.backend.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.countersign.backend.builtin.Asked.refund;

import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.countersign.gate.Proof;
import org.countersign.gate.Reply;
import org.countersign.gate.StepKey;
import org.countersign.shop.BackendUnavailable;
import org.countersign.shop.OrderId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RefundRaceTest {

    private static TestShop shop;

    @BeforeAll
    static void open() {
        shop = new TestShop();
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @Test
    void aSenderThatComesAfterItsKeyWasClosedHasNoEffect() throws Exception {
        Fixture fixture = Fixture.order(shop, "USD", 0).line(1, 1000, 0, 0).payment("paypal", 1000);
        Asked asked = refund(fixture.order, "paypal-" + fixture.order + "-1", "3", "USD");

        assertThat(shop.refunds.findOrClose(asked.toRefund(), new StepKey("act_late/1")))
                .isInstanceOf(Proof.NotShown.class);
        assertThat(asked.send(shop, "act_late/1")).isInstanceOf(Reply.Declined.class);
        assertThat(fixture.read().totals().refunded().isZero()).isTrue();
        assertThat(asked.send(shop, "act_other/1")).isInstanceOf(Reply.Accepted.class);
        assertThat(shop.refunds.findOrClose(asked.toRefund(), new StepKey("act_other/1")))
                .isInstanceOf(Proof.Shown.class);
    }

    @Test
    void closingAndSendingAtOnceNeverDisagree() throws Exception {
        for (int round = 0; round < 20; round++) {
            Fixture fixture = Fixture.order(shop, "USD", 0).line(1, 1000, 0, 0).payment("paypal", 1000);
            Asked asked = refund(fixture.order, "paypal-" + fixture.order + "-1", "3", "USD");
            StepKey key = new StepKey("act_close_" + fixture.order + "/1");

            List<Object> answers = RefundRaceTest.<Object>atOnce(
                    2, n -> n == 0 ? asked.send(shop, key.value()) : shop.refunds.findOrClose(asked.toRefund(), key));

            boolean paid = answers.stream().anyMatch(Reply.Accepted.class::isInstance);
            assertThat(answers.stream().anyMatch(Proof.Shown.class::isInstance)).isEqualTo(paid);
            assertThat(fixture.read().totals().refunded().minor()).isEqualTo(paid ? 300 : 0);
        }
    }

    @Test
    void twentySendersOfOneKeyHaveOneEffect() throws Exception {
        Fixture fixture = Fixture.order(shop, "USD", 0).line(1, 1000, 0, 0).payment("gift_card", 1000);
        Asked asked = refund(fixture.order, "gift_card-" + fixture.order + "-1", "3", "USD");

        List<Reply> replies = atOnce(20, n -> asked.send(shop, "act_twenty/1"));

        assertThat(replies).hasOnlyElementsOfType(Reply.Accepted.class);
        assertThat(replies).containsOnly(replies.getFirst());
        assertThat(fixture.read().totals().refunded().minor()).isEqualTo(300);
        assertThat(balance(fixture)).isEqualTo(300);
    }

    @Test
    void oneKeyOnTwentyOrdersHasOneEffect() throws Exception {
        List<Fixture> fixtures = IntStream.range(0, 20)
                .mapToObj(n -> Fixture.order(shop, "USD", 0).line(1, 1000, 0, 0).payment("paypal", 1000))
                .toList();

        List<Reply> replies = atOnce(
                20,
                n -> refund(fixtures.get(n).order, "paypal-" + fixtures.get(n).order + "-1", "3", "USD")
                        .send(shop, "act_across/1"));

        assertThat(replies).filteredOn(Reply.Accepted.class::isInstance).hasSize(1);
        assertThat(replies).filteredOn(Reply.Declined.class::isInstance).hasSize(19);
        assertThat(fixtures.stream()
                        .mapToLong(fixture -> fixture.read().totals().refunded().minor())
                        .sum())
                .isEqualTo(300);
    }

    @Test
    void parallelRefundsNeverOverpay() throws Exception {
        Fixture fixture = Fixture.order(shop, "USD", 0).line(2, 500, 0, 0).payment("gift_card", 1000);

        List<Reply> replies = atOnce(
                20,
                n -> refund(fixture.order, "gift_card-" + fixture.order + "-1", "3", "USD")
                        .send(shop, "act_parallel_" + n + "/1"));

        assertThat(replies).filteredOn(Reply.Accepted.class::isInstance).hasSize(3);
        assertThat(replies).filteredOn(Reply.Declined.class::isInstance).hasSize(17);
        assertThat(fixture.read().totals().refundable().minor()).isEqualTo(100);
        assertThat(balance(fixture)).isEqualTo(900);
    }

    @Test
    void ordersThatShareVariantsAreRestockedWithoutWaitingInACircle() throws Exception {
        Fixture one = Fixture.order(shop, "USD", 0)
                .line(20, 100, 0, 0)
                .line(20, 100, 0, 0)
                .payment("paypal", 4000);
        Fixture two = Fixture.order(shop, "USD", 0)
                .line(20, 100, 0, 0)
                .line(20, 100, 0, 0)
                .payment("paypal", 4000);
        shop.execute(
                "update shop.lines set variant_id = 'variant-" + one.order + "-1' where id = '" + two.order + "-2'");
        shop.execute(
                "update shop.lines set variant_id = 'variant-" + one.order + "-2' where id = '" + two.order + "-1'");

        List<Reply> replies = atOnce(20, n -> {
            String order = (n % 2 == 0 ? one : two).order;
            return refund(order, "paypal-" + order + "-1", "2", "USD")
                    .line(order + "-1", 1)
                    .line(order + "-2", 1)
                    .restocking(order + "-1", 1)
                    .restocking(order + "-2", 1)
                    .send(shop, "act_circle_" + n + "/1");
        });

        assertThat(replies).hasOnlyElementsOfType(Reply.Accepted.class);
        assertThat(shop.number(
                        "select sum(stock) from shop.variants where product_id like 'product-" + one.order + "-%'"))
                .isEqualTo(60);
    }

    @Test
    void withoutAConnectionNothingWasSent() throws Exception {
        try (AgroalDataSource nowhere = TestShop.pool("jdbc:postgresql://localhost:1/none?connectTimeout=2")) {
            ShopDatabase down = new ShopDatabase(nowhere);
            Asked asked = refund("W1", "m", "1", "USD");

            assertThat(new BuiltinRefunds(down).refund(asked.toRefund(), new StepKey("act_down/1")))
                    .isInstanceOf(Reply.NotSent.class);
            assertThat(new BuiltinRefunds(down).find(asked.toRefund(), new StepKey("act_down/1")))
                    .isInstanceOf(Proof.CannotTell.class);
            assertThatThrownBy(() -> new BuiltinOrders(down).order(new OrderId("W1")))
                    .isInstanceOf(BackendUnavailable.class);
        }
    }

    @Test
    void aShopThatCouldNotBeginInTimeWasNotSentAndItsAbsenceIsTrue() throws Exception {
        Fixture fixture = Fixture.order(shop, "USD", 0).line(1, 1000, 0, 0).payment("paypal", 1000);
        Asked asked = refund(fixture.order, "paypal-" + fixture.order + "-1", "3", "USD");

        Reply reply;
        try (Connection blocker = shop.connections.getConnection();
                Statement statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            statement.execute("select from shop.orders where id = '" + fixture.order + "' for update");
            reply = asked.send(shop, "act_slow/1");
            blocker.rollback();
        }

        assertThat(reply).isInstanceOf(Reply.NotSent.class);
        assertThat(shop.refunds.find(asked.toRefund(), new StepKey("act_slow/1")))
                .isInstanceOf(Proof.NotShown.class);
        assertThat(fixture.read().totals().refunded().isZero()).isTrue();
        assertThat(asked.send(shop, "act_slow/1"))
                .as("the same request once more")
                .isInstanceOf(Reply.Accepted.class);
    }

    @Test
    void aConnectionLostWhileReadingChangedNothing() throws Exception {
        Fixture fixture = Fixture.order(shop, "USD", 0).line(1, 1000, 0, 0).payment("paypal", 1000);
        Asked asked = refund(fixture.order, "paypal-" + fixture.order + "-1", "3", "USD");

        try (Connection blocker = shop.connections.getConnection();
                Statement statement = blocker.createStatement();
                ExecutorService sender = Executors.newVirtualThreadPerTaskExecutor()) {
            blocker.setAutoCommit(false);
            statement.execute("select from shop.orders where id = '" + fixture.order + "' for update");
            Future<Reply> reply = sender.submit(() -> asked.send(shop, "act_cut/1"));
            terminateTheWaiting();

            assertThat(reply.get()).isInstanceOf(Reply.NotSent.class);
            blocker.rollback();
        }
        assertThat(shop.refunds.find(asked.toRefund(), new StepKey("act_cut/1")))
                .isInstanceOf(Proof.NotShown.class);
        assertThat(fixture.read().totals().refunded().isZero()).isTrue();
    }

    @Test
    void aConnectionLostWhileWritingLeavesTheOutcomeUnknown() throws Exception {
        Fixture fixture = Fixture.order(shop, "USD", 0).line(1, 1000, 0, 0).payment("gift_card", 1000);
        Asked asked = refund(fixture.order, "gift_card-" + fixture.order + "-1", "3", "USD");

        Future<Reply> reply;
        try (Connection blocker = shop.connections.getConnection();
                Statement statement = blocker.createStatement();
                ExecutorService sender = Executors.newVirtualThreadPerTaskExecutor()) {
            blocker.setAutoCommit(false);
            statement.execute(
                    "select from shop.payment_methods where id = 'gift_card-" + fixture.order + "-1' for update");
            reply = sender.submit(() -> asked.send(shop, "act_cut/2"));
            terminateTheWaiting();
            blocker.rollback();
        }

        assertThat(reply.get()).isInstanceOf(Reply.Unknown.class);
        assertThat(shop.refunds.find(asked.toRefund(), new StepKey("act_cut/2")))
                .isInstanceOf(Proof.NotShown.class);
        assertThat(fixture.read().totals().refunded().isZero()).isTrue();
    }

    @Test
    void noTransactionOutlivesTheCallTimeout() throws Exception {
        Fixture fixture = Fixture.order(shop, "USD", 0).line(1, 1000, 0, 0).payment("paypal", 1000);

        try (Connection paused = shop.database.connect();
                PreparedStatement load = paused.prepareStatement(RefundSql.LOAD)) {
            paused.setAutoCommit(false);
            load.setString(1, fixture.order);
            load.setArray(2, paused.createArrayOf("text", new Object[0]));
            load.setString(3, fixture.order);
            load.setString(4, "");
            load.setString(5, "");
            load.setString(6, "act_paused/1");
            load.execute();
            String bound =
                    "select extract(epoch from setting::interval)::int from (select current_setting('transaction_timeout') as setting) s";
            try (Statement statement = paused.createStatement();
                    ResultSet row = statement.executeQuery(bound)) {
                row.next();
                assertThat(row.getInt(1))
                        .isLessThan((int) shop.refunds.abilities().callTimeout().toSeconds());
            }
            paused.rollback();
        }
    }

    private static void terminateTheWaiting() {
        String waiting = "select count(pg_terminate_backend(pid)) from pg_stat_activity where wait_event_type = 'Lock'"
                + " and datname = current_database()";
        while (shop.number(waiting) == 0) {
            Thread.onSpinWait();
        }
    }

    private static <T> List<T> atOnce(int count, Sender<T> sender) throws Exception {
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<T>> calls = IntStream.range(0, count)
                    .mapToObj(n -> (Callable<T>) () -> sender.send(n))
                    .toList();
            return senders.invokeAll(calls).stream().map(Future::resultNow).toList();
        }
    }

    private static long balance(Fixture fixture) {
        return shop.number("select balance from shop.payment_methods where id = 'gift_card-" + fixture.order + "-1'");
    }

    private interface Sender<T> {
        T send(int number) throws Exception;
    }
}
