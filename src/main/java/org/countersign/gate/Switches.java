package org.countersign.gate;

import java.util.Optional;

/** Whether writes are switched on; at most 1 s old, and read again in the transaction that sends. */
public interface Switches {

    /** The refusal {@code writes_disabled} with the reason that was given, or empty. */
    Optional<Refusal> off(String tool);
}
