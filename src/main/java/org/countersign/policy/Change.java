package org.countersign.policy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** What an administrator changes. @param before absent for what is new @param after absent for what is removed */
public record Change(
        Kind kind,
        @Nullable String role,
        @Nullable String tool,
        @Nullable ObjectNode before,
        @Nullable ObjectNode after) {

    public enum Kind {
        /** A role and its permissions. */
        ROLE,
        GRANT,
        SETTINGS
    }
}
