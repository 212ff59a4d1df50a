package org.countersign.gate;

import java.time.Instant;
import org.countersign.shop.BackendUnavailable;
import org.countersign.shop.Money;
import org.countersign.shop.Page;
import org.jspecify.annotations.Nullable;

/** The port by which a backend lists what carries our marks, so that a ledger that lost its end can be compared with it. */
public interface MarkedEffects {

    /**
     * Effects since then that carry a mark of ours, in an order that later effects do not change.
     *
     * @throws BackendUnavailable when it cannot be asked
     */
    Page<Marked> since(Instant since, Page.Request page);

    /** @param mark a {@link StepKey} @param what such as {@code refund} @param money that moved, if any */
    record Marked(
            String mark,
            String what,
            ObjectRef object,
            @Nullable Money money,
            Instant at) {}
}
