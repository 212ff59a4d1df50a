package org.countersign.gate;

import java.time.Instant;
import java.util.Optional;
import org.countersign.caller.Caller;
import org.jspecify.annotations.Nullable;

/** Who is cut off; at most 1 s old, and read again in the transaction that sends. */
public interface Blocks {

    /** The refusal {@code not_permitted} with the reason and until when, or empty. */
    Optional<Refusal> of(Caller caller);

    /** @param until absent: until somebody lifts it */
    static Refusal blocked(String reason, @Nullable Instant until) {
        return Refusal.of(
                        ErrorCode.NOT_PERMITTED,
                        "An administrator has cut this person or client off "
                                + (until == null ? "until further notice" : "until " + until) + ": " + reason,
                        "Do not call again before that. Nothing was done; a person has to deal with the case.")
                .with(Json.object().put("blocked_until", until == null ? null : until.toString()));
    }
}
