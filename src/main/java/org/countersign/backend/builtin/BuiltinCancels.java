package org.countersign.backend.builtin;

import jakarta.enterprise.context.ApplicationScoped;
import org.countersign.backend.OfBackend;
import org.countersign.cancel.Cancels;
import org.countersign.gate.Abilities;
import org.countersign.gate.Proof;
import org.countersign.gate.Reply;
import org.countersign.gate.StepKey;

/** Cancellations of the built-in shop: it keeps our key in the transaction that changes the order, as with refunds. */
@OfBackend(BuiltinShop.NAME)
@ApplicationScoped
class BuiltinCancels implements Cancels {

    private final OrderTransaction transaction;
    private final CancelLook look;

    BuiltinCancels(ShopDatabase database) {
        this.transaction = new OrderTransaction(database);
        this.look = new CancelLook(database);
    }

    @Override
    public Abilities abilities() {
        return BuiltinRefunds.ABILITIES;
    }

    @Override
    public Reply cancel(Cancel cancel, StepKey key) {
        return transaction.run(new CancelTransaction(CancelRequest.of(cancel, key)));
    }

    @Override
    public Proof find(Cancel cancel, StepKey key) {
        return look.find(key);
    }

    @Override
    public Proof findOrClose(Cancel cancel, StepKey key) {
        return look.findOrClose(cancel.order(), key);
    }
}
