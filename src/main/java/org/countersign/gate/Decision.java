package org.countersign.gate;

import org.countersign.shop.ShopObject;
import org.jspecify.annotations.Nullable;

/** What the checks came to. */
sealed interface Decision {

    /** @param now the object it was planned on; absent where nobody looked */
    record Go(Plan plan, Outcome outcome, @Nullable ShopObject now) implements Decision {}

    /** @param outcome with the refusal */
    record Stop(Outcome outcome) implements Decision {}

    /** Another action of this caller waits for a person with the same plan, or was denied: it answers, nothing is stored. */
    record Known(String actionId) implements Decision {}

    /**
     * Somebody has to say so; everything they need is stored, nothing is executed.
     *
     * @param role who decides must have it
     * @param now  the object it was planned on
     */
    record Wait(
            Verdict.Kind kind,
            Plan plan,
            Outcome outcome,
            @Nullable String role,
            @Nullable ShopObject now) implements Decision {}
}
