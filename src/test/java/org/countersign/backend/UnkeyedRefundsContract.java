package org.countersign.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.countersign.gate.Absence;
import org.countersign.gate.Proof;
import org.countersign.gate.Reply;
import org.countersign.gate.Resend;
import org.countersign.gate.StepKey;
import org.countersign.refund.Refunds;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.junit.jupiter.api.Test;

/** What {@link Refunds} promises where the shop itself would pay twice. */
public abstract class UnkeyedRefundsContract extends RefundsContract {

    @Test
    void nothingIsPromisedThatTheShopDoesNotKeep() {
        assertThat(bed().refunds().abilities().resend()).isEqualTo(Resend.NOTHING);
        assertThat(bed().refunds().abilities().absence()).isEqualTo(Absence.HINT);
    }

    @Test
    void twoEffectsUnderOneKeyAreNeverWhatWasPlanned() {
        Order order = bed().order();
        StepKey key = key();
        Refunds.Refund refund = refund(order, "10.00");
        assertThat(bed().refunds().refund(refund, key)).isInstanceOf(Reply.Accepted.class);
        bed().refunds().refund(refund, key);
        assertThat(refunded(order)).isEqualTo("20.00");
        assertThat(bed().refunds().find(refund, key))
                .isInstanceOf(Proof.Shown.class)
                .isNotEqualTo(new Proof.Shown(refund.effect().toJson()));
    }

    @Test
    void unitsAreNotRestockedWithARefund() {
        Order order = bed().order();
        Refunds.Refund plain = refund(order, "10.00");
        Refunds.Refund restocking = new Refunds.Refund(
                plain.order(),
                plain.paymentId(),
                plain.methodId(),
                plain.amount(),
                List.of(),
                null,
                List.of(new Refunds.LineQuantity(order.lines().getFirst().id(), 1)),
                "damaged",
                null,
                false);
        assertThat(bed().refunds().restocks()).isFalse();
        assertThat(bed().refunds().refund(restocking, key())).isInstanceOf(Reply.Declined.class);
        assertThat(bed().again(order).totals().refunded()).isEqualTo(Money.parse("0.00", "USD"));
    }
}
