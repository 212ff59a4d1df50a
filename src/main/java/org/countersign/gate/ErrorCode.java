package org.countersign.gate;

/** Why something was not done (contract, section 3); the wire form is the name in lower case. */
public enum ErrorCode {
    INVALID_ARGUMENTS,
    NOT_PERMITTED,
    NOT_FOUND,
    NOT_READ,
    STALE,
    SHOP_RULE,
    EXCEEDS_REFUNDABLE,
    LIMIT_EXCEEDED,
    KEY_REUSED,
    KEY_EXPIRED,
    BUSY,
    UNRESOLVED,
    POSSIBLE_DUPLICATE,
    CASE_REQUIRED,
    TOO_MANY_CALLS,
    REPEATING_FAILURE,
    WRITES_DISABLED,
    LEDGER_UNAVAILABLE,
    BACKEND_UNAVAILABLE,
    BACKEND_REFUSED,
    WRONG_STATE,
    INTERNAL
}
