package org.countersign.gate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why not, written for the model: what is wrong and what to do next.
 *
 * @param data what to act on, merged into the error: {@code maximum}, {@code differences}, {@code action_id} …
 */
public record Refusal(
        ErrorCode code,
        @Nullable ShopRule rule,
        String message,
        String fix,
        @Nullable Duration retryAfter,
        @Nullable ObjectNode data,
        @Nullable Next next)
        implements Planned {

    public static Refusal of(ErrorCode code, String message, String fix) {
        return new Refusal(code, null, message, fix, null, null, null);
    }

    public static Refusal rule(ShopRule rule, String message, String fix) {
        return new Refusal(ErrorCode.SHOP_RULE, rule, message, fix, null, null, null);
    }

    public Refusal with(ObjectNode facts) {
        return new Refusal(code, rule, message, fix, retryAfter, facts, next);
    }

    Refusal withCode(ErrorCode other) {
        return new Refusal(other, rule, message, fix, retryAfter, data, next);
    }

    public Refusal then(Next nextCall) {
        return new Refusal(code, rule, message, fix, retryAfter, data, nextCall);
    }

    public Refusal after(Duration wait) {
        return new Refusal(code, rule, message, fix, wait, data, next);
    }

    /** Whether the same call may succeed later, unchanged. */
    public boolean retryable() {
        return switch (code) {
            case BUSY, TOO_MANY_CALLS, LEDGER_UNAVAILABLE, BACKEND_UNAVAILABLE, WRITES_DISABLED -> true;
            case INVALID_ARGUMENTS,
                    NOT_PERMITTED,
                    NOT_FOUND,
                    NOT_READ,
                    STALE,
                    SHOP_RULE,
                    EXCEEDS_REFUNDABLE,
                    LIMIT_EXCEEDED,
                    KEY_REUSED,
                    KEY_EXPIRED,
                    UNRESOLVED,
                    POSSIBLE_DUPLICATE,
                    CASE_REQUIRED,
                    REPEATING_FAILURE,
                    BACKEND_REFUSED,
                    WRONG_STATE,
                    INTERNAL -> false;
        };
    }
}
