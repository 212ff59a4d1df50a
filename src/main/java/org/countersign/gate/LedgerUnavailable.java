package org.countersign.gate;

/** The ledger cannot be read or written. Before a send this stops the action; afterwards the sweep settles it. */
public final class LedgerUnavailable extends RuntimeException {

    public LedgerUnavailable(Throwable cause) {
        super("the ledger is not available", cause);
    }
}
