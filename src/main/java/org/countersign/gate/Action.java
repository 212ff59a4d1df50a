package org.countersign.gate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.countersign.shop.ShopObject;

/**
 * One requested change to a shop. Open: every write tool has a record of this type, made of its arguments and the port
 * it goes through. Only the gate calls {@link #apply} (a wall tests it).
 */
public interface Action {

    String tool();

    /** The order or customer whose version the caller must have read. */
    ObjectRef target();

    /**
     * The arguments that have an effect, in normal form: defaults filled in, ids resolved, money in minor units, equal
     * lines merged, unordered lists sorted. No floats. Keys and fingerprints are made of it; {@link ActionType#revive}
     * makes the action again from it.
     */
    ObjectNode arguments();

    /**
     * Exactly what would happen to the object as it is now, or the rule that forbids it. May read the shop, changes
     * nothing.
     */
    Planned plan(ShopObject now);

    /**
     * What is left to do after its first steps were done, from the object as it is now: exactly the open steps, or why they
     * can no longer be done. Where a fresh plan is not that, the action says so itself.
     *
     * @param planned with all steps
     */
    default Planned rest(ShopObject now, Plan planned, List<Step> open) {
        return plan(now);
    }

    /**
     * Whether its plan is by nature only what is left of the object, so that it cannot do again what was done: then it is
     * compared with what is open, doubtful or denied only.
     */
    default boolean onlyWhatIsLeft() {
        return false;
    }

    /** What of it is counted on one order, so that a person sees the one too many. */
    default Counted counted() {
        return Counted.NOTHING;
    }

    /** @throws BackendUnavailable when the backend has to say it and cannot be asked */
    Abilities abilities();

    /**
     * Lets one try through to the backend, or none of it: breaker, bulkhead and credentials are obtained here, before the
     * try is marked.
     *
     * @throws NoPassage when nothing can be sent now: nothing was marked
     */
    default Optional<Reply> through(Attempt attempt) {
        return attempt.make();
    }

    /** Sends one step. Answers of the shop are values; whatever is thrown counts as {@link Reply.Unknown}. */
    Reply apply(Step step, StepKey key);

    /** Looks the step's effect up by its key. */
    Proof confirm(Step step, StepKey key);

    /**
     * As {@link #confirm}, once the last try should be over: where the backend can, a key without effect is closed, so that
     * a late sender has none either.
     */
    default Proof confirmOrClose(Step step, StepKey key) {
        return confirm(step, key);
    }
}
