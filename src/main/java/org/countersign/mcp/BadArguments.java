package org.countersign.mcp;

import java.util.List;
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

    /**
     * One argument is wrong in a way no schema can say.
     *
     * @param path    such as {@code amount.amount}
     * @param value   what was sent
     * @param allowed what would have been right
     * @param why     a clause that goes on after the path
     */
    public static BadArguments at(String path, String value, String allowed, String why) {
        BadArguments bad = new BadArguments(path + " " + why + ".", "Correct it and call again; nothing was changed.");
        return new BadArguments(
                bad.refusal.with(Violation.data(List.of(new Violation(path, Excerpt.of(value), allowed, why)))));
    }

    private BadArguments(Refusal refusal) {
        super(refusal.message());
        this.refusal = refusal;
    }

    Refusal refusal() {
        return refusal;
    }
}
