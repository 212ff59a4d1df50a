package org.countersign.identity;

import java.util.stream.Collectors;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jspecify.annotations.Nullable;

/** Why somebody was not signed in, for the log: without their token and what stands in it. */
public final class RefusedSignIn {

    private static final int DEEP = 10;

    /** @param failure of the authentication */
    public static String why(Throwable failure) {
        @Nullable Throwable cause = failure;
        String why = "it could not be completed";
        for (int depth = 0; cause != null && depth < DEEP; depth++, cause = cause.getCause()) {
            if (cause instanceof InvalidJwtException invalid) {
                return "the ID token is not good (jose4j error codes "
                        + invalid.getErrorDetails().stream()
                                .map(error -> String.valueOf(error.getErrorCode()))
                                .collect(Collectors.joining(", "))
                        + ")";
            }
            if (cause instanceof Objection) {
                why = String.valueOf(cause.getMessage());
            }
        }
        return why;
    }

    /** One of ours, in words that name nobody. */
    static final class Objection extends RuntimeException {

        private static final long serialVersionUID = 1;

        Objection(String words) {
            super(words);
        }
    }

    private RefusedSignIn() {}
}
