package org.countersign.policy;

import java.util.List;

/** What became of a change. */
public sealed interface Changed {

    /** @param now as it stands @param changes what was changed; none: it was so already */
    record Done(Standing now, List<Change> changes) implements Changed {}

    /** Nothing was changed. @param detail what to do */
    record Not(Why why, String detail, List<Violation> violations) implements Changed {

        Not(Why why, String detail) {
            this(why, detail, List.of());
        }

        static Not invalid(List<Violation> violations) {
            return new Not(
                    Why.INVALID,
                    "Nothing was changed: "
                            + (violations.size() == 1
                                    ? "one thing is wrong."
                                    : violations.size() + " things are wrong."),
                    List.copyOf(violations));
        }
    }

    enum Why {
        INVALID,
        NOT_FOUND,
        NO_CONDITION,
        CHANGED_MEANWHILE,
        /** Nobody changes what they themselves may do. */
        OWN_ROLE,
        /** Nobody else could manage grants any more. */
        LOCK_OUT,
        IN_USE
    }
}
