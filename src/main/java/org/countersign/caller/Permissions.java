package org.countersign.caller;

import java.util.Set;

/** What a caller's roles may do beside tools (contract, section 10). */
public record Permissions(Set<String> names) {

    public static final String SEE_PERSONAL_DATA = "see_personal_data";
    public static final String MANAGE_GRANTS = "manage_grants";
    public static final String SWITCH_WRITES = "switch_writes";
    public static final String READ_AUDIT = "read_audit";
    public static final String RUN_SWEEP = "run_sweep";
    public static final String HANDLE_ESCALATIONS = "handle_escalations";

    /** Development and tests only: no escalation rule applies to a grant of this role, so that it never asks. */
    public static final String NEVER_ESCALATES = "never_escalates";

    public Permissions {
        names = Set.copyOf(names);
    }

    public boolean has(String name) {
        return names.contains(name);
    }
}
