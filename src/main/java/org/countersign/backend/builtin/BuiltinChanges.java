package org.countersign.backend.builtin;

import jakarta.enterprise.context.ApplicationScoped;
import org.countersign.backend.OfBackend;
import org.countersign.change.Change;
import org.countersign.change.Changes;
import org.countersign.gate.Abilities;
import org.countersign.gate.Proof;
import org.countersign.gate.Reply;
import org.countersign.gate.StepKey;

/** Changes of the built-in shop: it keeps our key in the transaction that changes the order or customer, as with refunds. */
@OfBackend(BuiltinShop.NAME)
@ApplicationScoped
class BuiltinChanges implements Changes {

    private final OrderTransaction transaction;
    private final ChangeLook look;

    BuiltinChanges(ShopDatabase database) {
        this.transaction = new OrderTransaction(database);
        this.look = new ChangeLook(database);
    }

    @Override
    public Abilities abilities(String tool) {
        return BuiltinRefunds.ABILITIES;
    }

    @Override
    public Reply send(String tool, Change change, StepKey key) {
        return transaction.run(new ChangeTransaction(change, key, Edits.of(change, key)));
    }

    @Override
    public Proof find(String tool, Change change, StepKey key) {
        return look.find(change, key);
    }

    @Override
    public Proof findOrClose(String tool, Change change, StepKey key) {
        return look.findOrClose(change, key);
    }
}
