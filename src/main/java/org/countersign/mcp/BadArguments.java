package org.countersign.mcp;

import org.countersign.gate.ErrorCode;
import org.countersign.gate.Refusal;

/** Thrown by a tool whose arguments satisfy the schema and still say nothing that can be done: either/or, units. */
public final class BadArguments extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    public BadArguments(String message, String fix) {
        super(message);
        this.refusal = Refusal.of(ErrorCode.INVALID_ARGUMENTS, message, fix);
    }

    Refusal refusal() {
        return refusal;
    }
}
