package org.countersign.gate;

/** What the shop showed when it was read again. */
public enum Verification {
    VERIFIED,
    MISMATCH,
    PENDING,
    NOT_APPLICABLE
}
