package org.countersign.gate;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a backend answered one try of one step (contract, section 7). */
public sealed interface Reply {

    /** The backend says it did it; only a {@link Proof} settles. @param backendId the id it gave the effect, if any */
    record Accepted(@Nullable String backendId) implements Reply {}

    /** An answer that the backend documents as refused before any effect. */
    record Declined(String why) implements Reply {}

    /** No byte of the request reached a connection, or a documented "not executed". */
    record NotSent(String why, @Nullable Duration retryAfter) implements Reply {}

    /** All else: it may have happened. Never a failure, never sent again on a guess. */
    record Unknown(String why) implements Reply {}
}
