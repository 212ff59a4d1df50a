package org.countersign.gate;

/** What makes it safe to send the identical stored request once more (contract, section 7). */
public enum Resend {
    /** The backend takes our key and executes it once. */
    KEY,
    /** The backend refuses when the object has changed, in its own transaction. */
    PRECONDITION,
    /** Nothing does. */
    NOTHING
}
