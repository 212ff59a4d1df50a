package org.countersign.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.countersign.cancel.Cancels;
import org.countersign.gate.MarkedEffects;
import org.countersign.gate.ObjectRef;
import org.countersign.gate.Proof;
import org.countersign.gate.Reply;
import org.countersign.gate.StepKey;
import org.countersign.refund.Refunds;
import org.countersign.refund.Refunds.LineQuantity;
import org.countersign.shop.Order;
import org.countersign.shop.Page;
import org.junit.jupiter.api.Test;

/** What {@link Cancels} and {@link MarkedEffects} promise, whatever the shop. */
public abstract class CancelsContract {

    protected abstract ShopBed bed();

    @Test
    void aCancellationShowsAndIsFoundAsPlanned() {
        Order order = free(bed().order());
        StepKey key = RefundsContract.key();
        Cancels.Cancel cancel = cancel(order);
        assertThat(bed().cancels().find(cancel, key))
                .isEqualTo(new Proof.NotShown(bed().cancels().abilities().absence()));
        assertThat(bed().cancels().cancel(cancel, key)).isInstanceOf(Reply.Accepted.class);
        Order after = bed().again(order);
        assertThat(after.status()).isEqualTo(Order.Status.CANCELLED);
        assertThat(after.cancelReason())
                .isEqualTo(bed().cancels().effect(cancel).reason());
        assertThat(after.cancelledAt()).isNotNull();
        assertThat(after.revision()).isNotEqualTo(order.revision());
        assertThat(bed().cancels().find(cancel, key))
                .isEqualTo(new Proof.Shown(bed().cancels().effect(cancel).toJson()));
        assertThat(bed().cancels().findOrClose(cancel, key))
                .isEqualTo(new Proof.Shown(bed().cancels().effect(cancel).toJson()));
    }

    @Test
    void everyMarkIsListedOnceWithWhatItDid() {
        Instant since = Instant.now().minus(Duration.ofMinutes(5));
        Order order = bed().order();
        StepKey refunded = RefundsContract.key();
        StepKey cancelled = RefundsContract.key();
        Order.Payment payment = order.payments().getFirst();
        Refunds.Refund refund = new Refunds.Refund(
                order.id(),
                payment.id(),
                payment.method().id(),
                payment.amount(),
                List.of(),
                null,
                List.of(),
                "other",
                "x",
                false);
        bed().refunds().refund(refund, refunded);
        bed().cancels().cancel(cancel(order), cancelled);
        List<MarkedEffects.Marked> mine = marks(since).stream()
                .filter(mark -> mark.object().equals(ObjectRef.order(order.id().value())))
                .toList();
        assertThat(mine)
                .extracting(MarkedEffects.Marked::mark)
                .containsExactlyInAnyOrder(refunded.value(), cancelled.value());
        assertThat(mine)
                .filteredOn(mark -> mark.what().equals("refund"))
                .singleElement()
                .satisfies(mark -> {
                    assertThat(mark.money()).isEqualTo(payment.amount());
                    assertThat(mark.at()).isAfter(since);
                });
        assertThat(marks(Instant.now().plus(Duration.ofHours(1)))).isEmpty();
    }

    /** Where the shop pays back by itself, nothing of it is left to be paid back. */
    private Order free(Order order) {
        if (!bed().cancels().habits().paysBack()) {
            return order;
        }
        for (Order.Payment payment : order.payments()) {
            Refunds.Refund all = new Refunds.Refund(
                    order.id(),
                    payment.id(),
                    payment.method().id(),
                    payment.refundable(),
                    List.of(),
                    null,
                    List.of(),
                    "other",
                    null,
                    false);
            assertThat(bed().refunds().refund(all, RefundsContract.key())).isInstanceOf(Reply.Accepted.class);
        }
        return bed().again(order);
    }

    /** In pages of one, to go over every seam. */
    protected List<MarkedEffects.Marked> marks(Instant since) {
        List<MarkedEffects.Marked> all = new ArrayList<>();
        String cursor = null;
        do {
            Page<MarkedEffects.Marked> page = bed().marks().since(since, new Page.Request(1, cursor));
            all.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor != null);
        return all;
    }

    protected static Cancels.Cancel cancel(Order order) {
        return new Cancels.Cancel(
                order.id(),
                "no_longer_needed",
                null,
                List.of(new LineQuantity(order.lines().getFirst().id(), 3)),
                false);
    }
}
