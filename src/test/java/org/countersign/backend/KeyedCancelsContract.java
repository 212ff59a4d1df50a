package org.countersign.backend;

import static org.assertj.core.api.Assertions.assertThat;

import org.countersign.cancel.Cancels;
import org.countersign.gate.Absence;
import org.countersign.gate.Proof;
import org.countersign.gate.Reply;
import org.countersign.gate.StepKey;
import org.countersign.shop.Order;
import org.junit.jupiter.api.Test;

/** What {@link Cancels} promises more where the shop takes keys and closes them. */
public abstract class KeyedCancelsContract extends CancelsContract {

    @Test
    void theSameRequestUnderItsKeyIsAcceptedAgainAndAnotherKeyIsDeclined() {
        Order order = bed().order();
        StepKey key = RefundsContract.key();
        Reply first = bed().cancels().cancel(cancel(order), key);
        Order once = bed().again(order);
        assertThat(bed().cancels().cancel(cancel(order), key)).isEqualTo(first);
        assertThat(bed().cancels().cancel(cancel(order), RefundsContract.key())).isInstanceOf(Reply.Declined.class);
        assertThat(bed().again(order)).isEqualTo(once);
    }

    @Test
    void aKeyThatWasClosedNeverGetsAnEffect() {
        Order order = bed().order();
        StepKey key = RefundsContract.key();
        assertThat(bed().cancels().findOrClose(cancel(order), key)).isEqualTo(new Proof.NotShown(Absence.PROOF));
        assertThat(bed().cancels().cancel(cancel(order), key)).isInstanceOf(Reply.Declined.class);
        assertThat(bed().again(order).status()).isEqualTo(Order.Status.OPEN);
    }
}
