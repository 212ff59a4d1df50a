package org.countersign.backend.medusa;

import org.countersign.change.Change;
import org.countersign.gate.Proof;
import org.countersign.gate.Reply;
import org.countersign.gate.StepKey;
import org.countersign.shop.BackendUnavailable;

/**
 * How one kind of change is made in Medusa and looked up there; one bean a kind. Whether a caller may is not its business;
 * that Medusa would do something else than was planned is.
 */
interface Edit<C extends Change> {

    Class<C> kind();

    /**
     * Sends it. Reads before the first request that has an effect may decline it.
     *
     * @throws BackendUnavailable when a read before the first effect failed: nothing was sent then
     */
    Reply send(C change, StepKey key);

    /** Looks the effect up by our key, as the shop shows it now. @throws BackendUnavailable when it cannot be asked */
    Proof find(C change, StepKey key);

    /** As {@link #find}; what can be closed is closed, so that a late sender has no effect any more. */
    default Proof findOrClose(C change, StepKey key) {
        return find(change, key);
    }
}
