package org.countersign.backend.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.backend.builtin.Asked.refund;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.countersign.cancel.Cancels.Cancel;
import org.countersign.gate.Absence;
import org.countersign.gate.Proof;
import org.countersign.gate.Reply;
import org.countersign.gate.StepKey;
import org.countersign.refund.Refunds.LineQuantity;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;
import org.countersign.shop.Orders;
import org.countersign.shop.Page;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the built-in shop does when it is told to cancel, and what it refuses by itself. */
class CancelTest {

    private static TestShop shop;

    @BeforeAll
    static void open() {
        shop = TestShop.withSample();
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    private static Fixture paid() {
        return Fixture.order(shop, "USD", 0)
                .line(3, 1000, 0, 0)
                .line(1, 500, 0, 0)
                .payment("paypal", 3500);
    }

    private static Cancel cancel(String order, LineQuantity... restock) {
        return new Cancel(new OrderId(order), "ordered_by_mistake", "a note", List.of(restock), true);
    }

    private static Reply send(Cancel cancel, String key) {
        return shop.cancels.cancel(cancel, new StepKey(key));
    }

    @Test
    void aCancelledOrderShowsItAndItsUnitsAreBack() {
        Fixture fixture = paid();
        Order before = fixture.read();
        Cancel cancel = cancel(fixture.order, units(fixture, 1, 2), units(fixture, 2, 1));

        assertThat(send(cancel, "act_c1/2")).isInstanceOf(Reply.Accepted.class);

        Order after = fixture.read();
        assertThat(after.status()).isEqualTo(Order.Status.CANCELLED);
        assertThat(after.cancelReason()).isEqualTo("ordered_by_mistake");
        assertThat(after.cancelledAt()).isNotNull();
        assertThat(after.paymentStatus()).as("no money moves").isEqualTo(Order.PaymentStatus.PAID);
        assertThat(after.totals()).isEqualTo(before.totals());
        assertThat(after.revision()).isNotEqualTo(before.revision());
        assertThat(stock(fixture, 1)).isEqualTo(12);
        assertThat(stock(fixture, 2)).isEqualTo(11);
        assertThat(shop.cancels.find(cancel, new StepKey("act_c1/2")))
                .isEqualTo(new Proof.Shown(cancel.effect().toJson()));
        assertThat(shop.cancels.find(cancel, new StepKey("act_none/2"))).isEqualTo(new Proof.NotShown(Absence.PROOF));
    }

    @ParameterizedTest
    @CsvSource({
        "unpaid, VOIDED",
        "authorized, VOIDED",
        "paid, PAID",
        "partially_refunded, PARTIALLY_REFUNDED",
        "refunded, REFUNDED",
        "failed, FAILED"
    })
    void whatWasNotTakenIsVoided(String status, Order.PaymentStatus after) {
        Fixture fixture = paid();
        shop.execute("update shop.orders set payment_status = '%s' where id = '%s'".formatted(status, fixture.order));
        send(cancel(fixture.order), "act_" + status + "/1");
        assertThat(fixture.read().paymentStatus()).isEqualTo(after);
    }

    @Test
    void theSameKeyHasOneEffectAndAnotherRequestNone() {
        Fixture fixture = paid();
        Cancel cancel = cancel(fixture.order, units(fixture, 1, 3));
        Reply first = send(cancel, "act_same/2");
        assertThat(send(cancel, "act_same/2")).isEqualTo(first);
        assertThat(send(cancel(fixture.order, units(fixture, 1, 2)), "act_same/2"))
                .isInstanceOf(Reply.Declined.class);
        assertThat(send(cancel, "act_other/2")).isInstanceOf(Reply.Declined.class);
        assertThat(stock(fixture, 1)).isEqualTo(13);
    }

    @Test
    void aSenderThatComesAfterItsKeyWasClosedHasNoEffect() {
        Fixture fixture = paid();
        Cancel cancel = cancel(fixture.order);
        assertThat(shop.cancels.findOrClose(cancel, new StepKey("act_late/2"))).isInstanceOf(Proof.NotShown.class);
        assertThat(send(cancel, "act_late/2")).isInstanceOf(Reply.Declined.class);
        assertThat(fixture.read().status()).isEqualTo(Order.Status.OPEN);
        assertThat(send(cancel, "act_later/2")).isInstanceOf(Reply.Accepted.class);
        assertThat(shop.cancels.findOrClose(cancel, new StepKey("act_later/2"))).isInstanceOf(Proof.Shown.class);
        assertThat(shop.number("select count(*) from shop.closed_keys where step_key = 'act_later/2'"))
                .as("a key with an effect is not closed")
                .isZero();
    }

    @Test
    void twentySendersOfOneKeyCancelOnceAndTheirClosersAgree() throws Exception {
        Fixture fixture = paid();
        Cancel cancel = cancel(fixture.order, units(fixture, 1, 3));
        StepKey key = new StepKey("act_race/2");
        List<Object> answers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Object>> running = IntStream.range(0, 21)
                    .mapToObj(n -> threads.<Object>submit(
                            () -> n == 7 ? shop.cancels.findOrClose(cancel, key) : shop.cancels.cancel(cancel, key)))
                    .toList();
            for (Future<Object> one : running) {
                answers.add(one.get());
            }
        }
        boolean done = answers.stream().anyMatch(Reply.Accepted.class::isInstance);
        assertThat(answers.stream().anyMatch(Proof.Shown.class::isInstance)).isEqualTo(done);
        assertThat(stock(fixture, 1)).isEqualTo(done ? 13 : 10);
        assertThat(fixture.read().status()).isEqualTo(done ? Order.Status.CANCELLED : Order.Status.OPEN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "update shop.orders set status = 'closed'                               | closed",
                "update shop.orders set fulfillment_status = 'busy'                     | busy",
                "update shop.lines set fulfilled_quantity = 1                           | being fulfilled",
                "insert into shop.returns (order_id, id, status) values ('$', 'r', 'requested') | open return",
                "insert into shop.exchanges (order_id, id, status) values ('$', 'x', 'received') | open return",
            })
    void theShopProtectsItself(String state, String why) {
        Fixture fixture = paid();
        String column = state.contains("shop.lines") ? "order_id" : "id";
        shop.execute(
                state.startsWith("update")
                        ? state + " where " + column + " = '" + fixture.order + "'"
                        : state.replace("$", fixture.order));
        assertThat(send(cancel(fixture.order), "act_" + fixture.order + "/1"))
                .isInstanceOfSatisfying(
                        Reply.Declined.class,
                        declined -> assertThat(declined.why()).contains(why));
        assertThat(fixture.read().cancelledAt()).isNull();
    }

    @Test
    void noUnitGoesBackTwice() {
        Fixture fixture = paid();
        refund(fixture.order, "paypal-" + fixture.order + "-1", "10", "USD")
                .line(fixture.order + "-1", 1)
                .restocking(fixture.order + "-1", 1)
                .send(shop, "act_before/1");
        for (LineQuantity wrong : Stream.of(units(fixture, 1, 3), units(fixture, 2, 0), units(fixture, 9, 1))
                .toList()) {
            assertThat(send(cancel(fixture.order, wrong), "act_twice/1")).isInstanceOf(Reply.Declined.class);
        }
        assertThat(send(cancel(fixture.order, units(fixture, 1, 2)), "act_twice/1"))
                .isInstanceOf(Reply.Accepted.class);
        assertThat(stock(fixture, 1)).isEqualTo(13);
    }

    @Test
    void anOrderThatIsNotThereIsDeclined() {
        assertThat(send(cancel("nowhere"), "act_nowhere/1")).isInstanceOf(Reply.Declined.class);
    }

    @Test
    void aSampleOrderThatWasCancelledBeforeCannotBeAgain() {
        String cancelled = shop.orders
                .find(
                        new Orders.Query(null, false, null, null, Order.Status.CANCELLED, null, null, null, null),
                        new Page.Request(1, null))
                .items()
                .getFirst()
                .id()
                .value();
        assertThat(send(cancel(cancelled), "act_sample/1")).isInstanceOf(Reply.Declined.class);
    }

    private static LineQuantity units(Fixture fixture, int line, int units) {
        return new LineQuantity(fixture.order + "-" + line, units);
    }

    private static long stock(Fixture fixture, int line) {
        return shop.number("select stock from shop.variants where id = 'variant-%s-%d'".formatted(fixture.order, line));
    }
}
