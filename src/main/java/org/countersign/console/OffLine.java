package org.countersign.console;

import java.time.Instant;
import org.countersign.gate.SwitchedOff;
import org.jspecify.annotations.Nullable;

/**
 * Writes that are off, as pages say it.
 *
 * @param what   such as "Writes of refund_order are off"
 * @param byWhom absent where nobody did it
 * @param since  absent where nobody knows
 */
public record OffLine(
        String what,
        String reason,
        @Nullable String byWhom,
        @Nullable Instant since) {

    static OffLine of(SwitchedOff.Off off) {
        return new OffLine(scope(off.scope()) + " are off", off.reason(), off.byWhom(), off.since());
    }

    /** {@code all} is "All writes", {@code tool:refund_order} "Writes of refund_order". */
    static String scope(String scope) {
        return scope.equals("all")
                ? "All writes"
                : scope.startsWith("backend:")
                        ? "Writes to the shop system " + scope.substring("backend:".length())
                        : "Writes of " + scope.substring(scope.indexOf(':') + 1);
    }
}
