package org.countersign.caller;

import java.util.List;
import java.util.Set;

/** What roles were granted. Throws when it cannot be read, and whoever asks then refuses. */
public interface Grants {

    /** The enabled grants of these roles for this tool, in a stable order; empty means: not permitted. At most 1 s old. */
    List<Grant> of(Set<String> roles, String tool);

    /** Permissions beside tools, such as see_personal_data; at most 1 s old. */
    Permissions permissions(Set<String> roles);
}
