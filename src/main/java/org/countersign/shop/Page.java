package org.countersign.shop;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One page of a list; {@code nextCursor} is absent on the last. */
public record Page<T>(List<T> items, @Nullable String nextCursor) {

    /** @param limit 1 to 100; @param cursor as an earlier page gave it, or absent for the first */
    public record Request(int limit, @Nullable String cursor) {

        public Request {
            if (limit < 1 || limit > 100) {
                throw new IllegalArgumentException("limit is 1 to 100");
            }
        }
    }

    /** The cursor is none that this list gave. */
    public static final class BadCursor extends RuntimeException {
        public BadCursor() {
            super("this cursor is not one that this list returned; call again without cursor");
        }
    }
}
