package org.countersign.console;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.countersign.caller.Caller;
import org.countersign.caller.Grants;
import org.countersign.caller.Permissions;
import org.countersign.gate.Entry;
import org.countersign.gate.ErrorCode;
import org.countersign.gate.Escalated;
import org.countersign.gate.EscalationDesk;
import org.countersign.gate.EscalationDesk.Opened;
import org.countersign.gate.Refusal;
import org.countersign.gate.Rulings;

/** What ends an escalation by a person's word alone. */
@ApplicationScoped
class Handling {

    private final EscalationDesk desk;
    private final Escalated escalated;
    private final Grants grants;

    Handling(EscalationDesk desk, Escalated escalated, Grants grants) {
        this.desk = desk;
        this.escalated = escalated;
        this.grants = grants;
    }

    /** @return why not, if it was not */
    Optional<Refusal> resolve(Caller by, Opened seen, String reason) {
        Entry action = seen.action();
        if (action == null) {
            return desk.close(seen, by, reason)
                    ? Optional.empty()
                    : Optional.of(Refusal.of(
                            ErrorCode.WRONG_STATE, "Somebody else has closed this.", "Look at it as it is now."));
        }
        return refusal(escalated.resolve(by, action, role(by), reason));
    }

    static Optional<Refusal> refusal(Rulings.Ruled ruled) {
        return ruled instanceof Rulings.Not(Refusal refusal) ? Optional.of(refusal) : Optional.empty();
    }

    /** The first of their roles that lets them handle escalations. */
    private String role(Caller by) {
        return new TreeSet<>(by.roles())
                .stream()
                        .filter(role -> grants.permissions(Set.of(role)).has(Permissions.HANDLE_ESCALATIONS))
                        .findFirst()
                        .orElseThrow();
    }
}
