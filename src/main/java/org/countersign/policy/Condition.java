package org.countersign.policy;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code If-Match} and {@code If-None-Match} of a change (RFC 9110): it says what it is a change of. */
public record Condition(@Nullable String ifMatch, @Nullable String ifNoneMatch) {

    private static final String ANY = "*";

    /** @param tag of what is there now, absent for nothing */
    Optional<Changed.Not> against(@Nullable String tag) {
        if (ifMatch == null && ifNoneMatch == null) {
            return Optional.of(new Changed.Not(
                    Changed.Why.NO_CONDITION,
                    "Send If-Match with the ETag of what you have seen, or If-None-Match: * to create it."));
        }
        boolean matches = ifMatch == null || (tag != null && names(ifMatch, tag));
        boolean none = ifNoneMatch == null || tag == null || !names(ifNoneMatch, tag);
        if (matches && none) {
            return Optional.empty();
        }
        return Optional.of(new Changed.Not(
                Changed.Why.CHANGED_MEANWHILE,
                tag == null
                        ? "This does not exist, or no longer. Create it with If-None-Match: *."
                        : "This was changed since, or created meanwhile; its ETag is now " + tag
                                + ". Read it again and decide anew."));
    }

    private static boolean names(String header, String tag) {
        return header.strip().equals(ANY)
                || Arrays.stream(header.split(",")).map(String::strip).anyMatch(tag::equals);
    }
}
