package org.countersign.gate;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the caller is told when a step was not sent, or not taken. */
final class SendRefusals {

    static Refusal declined(String why) {
        return Refusal.rule(
                        ShopRule.BACKEND_RULE,
                        "The shop refused: " + why,
                        "Read the object again and do what the shop's rule allows.")
                .withCode(ErrorCode.BACKEND_REFUSED);
    }

    static Refusal notTaken(String why, @Nullable Duration retryAfter) {
        return Refusal.of(
                        ErrorCode.BACKEND_UNAVAILABLE,
                        "The shop did not take the request: " + why + ". It was not executed.",
                        "Repeat the same call unchanged after retry_after_seconds.")
                .after(retryAfter == null ? Duration.ofSeconds(30) : retryAfter);
    }

    static Refusal closed(String what, Duration retryAfter) {
        return Refusal.of(
                        ErrorCode.BACKEND_UNAVAILABLE,
                        what + ". Nothing was sent.",
                        "Repeat the same call unchanged after retry_after_seconds.")
                .after(retryAfter);
    }

    private SendRefusals() {}
}
