package org.countersign.gate;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.countersign.caller.Caller;
import org.countersign.caller.Grants;
import org.countersign.caller.Permissions;

/**
 * Takes back what waits for somebody: by who asked for it, or by an administrator, before anything is sent. The key is free
 * then, and nothing of it is ever done.
 */
@ApplicationScoped
public class Withdrawals {

    private final Ledger ledger;
    private final Grants grants;
    private final Clock clock;

    Withdrawals(Ledger ledger, Grants grants, Clock clock) {
        this.ledger = ledger;
        this.grants = grants;
        this.clock = clock;
    }

    /** The action as it stands then; withdrawing it again answers the same. */
    public Answer withdraw(Caller by, String actionId) {
        Optional<Entry> found = ledger.entry(actionId);
        if (found.isEmpty()) {
            return refused(Refusal.of(
                            ErrorCode.NOT_FOUND,
                            "The ledger has no such action.",
                            "Use an action id that an answer or list_actions gave.")
                    .then(new Next("list_actions", Json.object(), "find it")));
        }
        Entry seen = found.get();
        if (!seen.who().is(by) && !grants.permissions(by.roles()).has(Permissions.MANAGE_GRANTS)) {
            return refused(Refusal.of(
                    ErrorCode.NOT_PERMITTED,
                    "Action " + seen.id() + " was asked for by somebody else.",
                    "Only who asked for it, or an administrator, takes it back; hand the case to a person."));
        }
        if (seen.status() == Status.WITHDRAWN) {
            return Answer.of(seen, true);
        }
        return waits(seen.status()) && ledger.withdraw(seen, by, event(by))
                ? ledger.entry(actionId).map(now -> Answer.of(now, false)).orElseThrow()
                : refused(notWaiting(ledger.entry(actionId).orElse(seen)));
    }

    private Event event(Caller by) {
        return new Event(
                "withdrawn",
                clock.instant(),
                Json.object().put("status", Status.WITHDRAWN.name()).put("client_id", by.clientId()));
    }

    static boolean waits(Status status) {
        return switch (status) {
            case NEEDS_CONFIRMATION, AWAITING_APPROVAL, ESCALATED -> true;
            case PLANNED,
                    RUNNING,
                    OUTCOME_UNKNOWN,
                    DONE,
                    PARTLY_DONE,
                    MISMATCH,
                    REFUSED,
                    FAILED,
                    DENIED,
                    EXPIRED,
                    WITHDRAWN,
                    VOID -> false;
        };
    }

    private static Refusal notWaiting(Entry seen) {
        return Refusal.of(
                        ErrorCode.WRONG_STATE,
                        "Action " + seen.id() + " is " + Json.wire(seen.status())
                                + ": only what waits can be taken back.",
                        "Look at it; what was done can only be undone by another action, if at all.")
                .then(Next.of("get_action", "action_id", seen.id(), "see how it stands"));
    }

    private static Answer refused(Refusal refusal) {
        return Answer.refused(refusal, List.of());
    }
}
