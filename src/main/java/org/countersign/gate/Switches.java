package org.countersign.gate;

import java.util.Optional;

/** Whether writes are switched on; at most 1 s old, and read again in the transaction that sends. */
public interface Switches {

    /** The refusal {@code writes_disabled} with the reason that was given, or empty. */
    Optional<Refusal> off(String tool);

    /** What everybody who is stopped is told. @param reason as the person who turned the switch gave it */
    static Refusal disabled(String reason) {
        return Refusal.of(
                ErrorCode.WRITES_DISABLED,
                "Writes are switched off: " + reason,
                "Reading still works. Tell the customer that it will be done later, or hand the case to a person.");
    }
}
