package org.countersign.survey;

import jakarta.inject.Singleton;
import org.countersign.cancel.Cancels;
import org.countersign.change.Changes;
import org.countersign.gate.Abilities;
import org.countersign.refund.Refunds;

/** What the steps of a tool can rely on: the weakest of all ports that they go through, as the actions themselves have it. */
@Singleton
class Stated {

    private final Refunds refunds;
    private final Cancels cancels;
    private final Changes changes;

    Stated(Refunds refunds, Cancels cancels, Changes changes) {
        this.refunds = refunds;
        this.cancels = cancels;
        this.changes = changes;
    }

    /** @throws org.countersign.shop.BackendUnavailable when the shop has to say it and cannot be asked */
    Abilities of(String tool) {
        return switch (tool) {
            case "refund_order" -> refunds.abilities();
            case "cancel_order" -> refunds.abilities().and(cancels.abilities());
            case "change_order_items", "change_payment_method", "receive_return" ->
                changes.abilities(tool).and(refunds.abilities());
            default -> changes.abilities(tool);
        };
    }
}
