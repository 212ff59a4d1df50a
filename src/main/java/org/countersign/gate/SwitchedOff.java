package org.countersign.gate;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which writes are off and why, for everybody to see; at most 1 s old. */
public interface SwitchedOff {

    List<Off> off();

    /**
     * @param scope  {@code all}, {@code tool:…} or {@code backend:…}
     * @param byWhom the subject of who did it; absent where nobody did
     * @param since  absent where nobody knows
     */
    record Off(
            String scope,
            String reason,
            @Nullable String byWhom,
            @Nullable Instant since) {}
}
