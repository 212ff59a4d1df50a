package org.countersign.caller;

import java.util.List;
import java.util.Set;
import org.countersign.shop.Money;
import org.jspecify.annotations.Nullable;

/** What a caller's roles may do beside tools (contract, section 10). */
public record Permissions(Set<String> names, List<Decider> deciders) {

    public static final String SEE_PERSONAL_DATA = "see_personal_data";
    public static final String MANAGE_GRANTS = "manage_grants";
    public static final String SWITCH_WRITES = "switch_writes";
    public static final String READ_AUDIT = "read_audit";
    public static final String RUN_SWEEP = "run_sweep";
    public static final String HANDLE_ESCALATIONS = "handle_escalations";
    public static final String DECIDE_APPROVALS = "decide_approvals";

    /** A role that decides approvals. @param most absent: of any amount */
    public record Decider(String role, @Nullable Money most) {

        /** Another currency is none of its business. @param moved absent where no money moves */
        public boolean upTo(@Nullable Money moved) {
            return most == null
                    || moved == null
                    || (moved.currency().equals(most.currency()) && moved.compareTo(most) <= 0);
        }
    }

    /** Development and tests only: no escalation rule applies to a grant of this role, so that it never asks. */
    public static final String NEVER_ESCALATES = "never_escalates";

    public Permissions {
        names = Set.copyOf(names);
        deciders = List.copyOf(deciders);
    }

    public Permissions(Set<String> names) {
        this(names, List.of());
    }

    public boolean has(String name) {
        return names.contains(name);
    }
}
