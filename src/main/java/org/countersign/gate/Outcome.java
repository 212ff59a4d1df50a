package org.countersign.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.countersign.caller.Grant;
import org.jspecify.annotations.Nullable;

/**
 * What an action came to, as it is stored and answered.
 *
 * @param decidedBy     role of the grant that was used, and its version
 * @param objectVersion the target after the change, as a receipt for the requester
 */
public record Outcome(
        List<CheckResult> checks,
        @Nullable DecidedBy decidedBy,
        boolean changed,
        @Nullable Verification verification,
        @Nullable String objectVersion,
        @Nullable Refusal refusal) {

    /** @param budget of that grant, which is reserved when the action is sent */
    public record DecidedBy(String role, long grantVersion, Budget budget) {

        public DecidedBy(String role, long grantVersion) {
            this(role, grantVersion, Budget.NONE);
        }

        static DecidedBy of(Grant grant) {
            return new DecidedBy(grant.role(), grant.version(), Budget.of(grant));
        }

        /** The very one that decided, if it is still as it was. */
        Optional<Grant> among(List<Grant> grants) {
            return grants.stream()
                    .filter(grant -> grant.role().equals(role) && grant.version() == grantVersion)
                    .findFirst();
        }
    }

    Outcome with(CheckResult last) {
        List<CheckResult> all = new ArrayList<>(checks);
        all.add(last);
        return new Outcome(List.copyOf(all), decidedBy, changed, verification, objectVersion, refusal);
    }

    static final Outcome NONE = new Outcome(List.of(), null, false, null, null, null);

    static Outcome refused(List<CheckResult> checks, Refusal refusal) {
        return new Outcome(checks, null, false, null, null, refusal);
    }
}
