package org.countersign.gate;

import org.countersign.shop.ShopObject;
import org.jspecify.annotations.Nullable;

/**
 * A case that a model gives to a person: no change of a shop. It has a key, an entry and an escalation as an action has, but
 * no steps; no switch and no number of writes stops it, and it takes its place beside whatever is open on the object.
 */
public interface HandOver extends Action {

    /** @param about the object it is about, absent where it is about none */
    Plan handedOver(@Nullable ShopObject about);

    @Override
    default Planned plan(ShopObject now) {
        return handedOver(now);
    }

    @Override
    default Abilities abilities() {
        throw new IllegalStateException("nothing is sent");
    }

    @Override
    default Reply apply(Step step, StepKey key) {
        throw new IllegalStateException("nothing is sent");
    }

    @Override
    default Proof confirm(Step step, StepKey key) {
        throw new IllegalStateException("nothing was sent");
    }
}
