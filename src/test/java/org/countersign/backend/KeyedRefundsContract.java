package org.countersign.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.countersign.gate.Absence;
import org.countersign.gate.Proof;
import org.countersign.gate.Reply;
import org.countersign.gate.Resend;
import org.countersign.gate.StepKey;
import org.countersign.refund.Refunds;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.junit.jupiter.api.Test;

/** What {@link Refunds} promises more where the shop takes keys and closes them, and has gift cards. */
public abstract class KeyedRefundsContract extends RefundsContract {

    @Test
    void theSameRequestUnderItsKeyHasItsEffectOnce() {
        assertThat(bed().refunds().abilities().resend()).isEqualTo(Resend.KEY);
        Order order = bed().order();
        StepKey key = key();
        Refunds.Refund refund = refund(order, "10.00");
        Reply first = bed().refunds().refund(refund, key);
        Reply second = bed().refunds().refund(refund, key);
        assertThat(first).isInstanceOf(Reply.Accepted.class);
        assertThat(second).isEqualTo(first);
        assertThat(refunded(order)).isEqualTo("10.00");
    }

    @Test
    void manyAtOnceUnderOneKeyHaveOneEffect() throws Exception {
        Order order = bed().order();
        StepKey key = key();
        Refunds.Refund refund = refund(order, "10.00");
        Refunds refunds = bed().refunds();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Reply>> replies = new ArrayList<>();
            IntStream.range(0, 12).forEach(n -> replies.add(threads.submit(() -> refunds.refund(refund, key))));
            for (Future<Reply> reply : replies) {
                assertThat(reply.get()).isInstanceOf(Reply.Accepted.class);
            }
        }
        assertThat(refunded(order)).isEqualTo("10.00");
    }

    @Test
    void anotherRequestUnderAKeyIsDeclined() {
        Order order = bed().order();
        StepKey key = key();
        assertThat(bed().refunds().refund(refund(order, "10.00"), key)).isInstanceOf(Reply.Accepted.class);
        assertThat(bed().refunds().refund(refund(order, "10.01"), key)).isInstanceOf(Reply.Declined.class);
        assertThat(refunded(order)).isEqualTo("10.00");
    }

    @Test
    void aKeyThatWasClosedNeverGetsAnEffect() {
        Order order = bed().order();
        StepKey key = key();
        Refunds.Refund refund = refund(order, "10.00");
        assertThat(bed().refunds().findOrClose(refund, key)).isEqualTo(new Proof.NotShown(Absence.PROOF));
        assertThat(bed().refunds().refund(refund, key)).isInstanceOf(Reply.Declined.class);
        assertThat(refunded(order)).isEqualTo("0.00");
        assertThat(bed().refunds().refund(refund, key())).isInstanceOf(Reply.Accepted.class);
    }

    @Test
    void aGiftCardIsCredited() {
        Order order = bed().order(
                        "USD",
                        0,
                        List.of(new ShopBed.Line(1, 10_000)),
                        List.of(new ShopBed.Paid("gift_card", 4000), new ShopBed.Paid("credit_card", 6000)));
        Order.Payment card = order.payments().stream()
                .filter(payment -> payment.method().balance() != null)
                .findFirst()
                .orElseThrow();
        Refunds.Refund refund = new Refunds.Refund(
                order.id(),
                card.id(),
                card.method().id(),
                usd("15.00"),
                List.of(),
                null,
                List.of(),
                "goodwill",
                null,
                false);
        bed().refunds().refund(refund, key());
        Money before = Objects.requireNonNull(card.method().balance());
        assertThat(bed().customers()
                        .customer(order.customer().id())
                        .orElseThrow()
                        .paymentMethod(card.method().id())
                        .orElseThrow()
                        .balance())
                .isEqualTo(before.plus(usd("15.00")));
    }
}
