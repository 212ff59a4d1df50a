package org.countersign.gate;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.countersign.caller.Caller;

/**
 * {@code confirm_action}: who asked for an action, and has seen its plan, says yes to exactly that plan within 15 minutes.
 * Repeating the call that made it never does.
 */
@ApplicationScoped
public class Confirming {

    private final Ledger ledger;
    private final Approvals approvals;
    private final Approved approved;
    private final Doubts doubts;
    private final Admission admission;
    private final Trace trace;
    private final Clock clock;

    Confirming(
            Ledger ledger,
            Approvals approvals,
            Approved approved,
            Doubts doubts,
            Admission admission,
            Trace trace,
            Clock clock) {
        this.ledger = ledger;
        this.approvals = approvals;
        this.approved = approved;
        this.doubts = doubts;
        this.admission = admission;
        this.trace = trace;
        this.clock = clock;
    }

    /** What it came to; saying it again answers the same. */
    public Answer confirm(Caller by, String actionId) {
        Optional<Entry> found = ledger.entry(actionId).map(doubts::lookAgain);
        if (found.isEmpty()) {
            return refused(Refusal.of(
                            ErrorCode.NOT_FOUND,
                            "The ledger has no such action.",
                            "Use an action id that an answer gave.")
                    .then(new Next("list_actions", Json.object(), "find it")));
        }
        Entry seen = found.get();
        if (!seen.who().is(by)) {
            return refused(Refusal.of(
                    ErrorCode.NOT_PERMITTED,
                    "Action " + seen.id() + " was asked for by somebody else.",
                    "Only who asked for it confirms it; hand the case to a person."));
        }
        Approval asked = seen.approval();
        if (asked == null || asked.kind() != Approval.Kind.MODEL) {
            return refused(notToBeConfirmed(seen));
        }
        trace.about(seen.id());
        return seen.status() == Status.NEEDS_CONFIRMATION ? confirm(by, seen, asked) : confirmed(seen, asked);
    }

    private Answer confirm(Caller by, Entry seen, Approval asked) {
        Optional<Refusal> off = admission.closed(by, seen.tool());
        if (off.isPresent()) {
            return refused(off.get());
        }
        if (asked.state() == Approval.State.PENDING) {
            Approval.Decided word = new Approval.Decided(by.issuer(), by.subject(), null, null, null, clock.instant());
            approvals.decide(seen, word, true, Decisions.event(seen, "confirmed", by, null, clock.instant()));
        }
        Entry now = ledger.entry(seen.id()).orElse(seen);
        Approval decided = now.approval();
        return decided != null && decided.usable() ? approved.run(now, by) : Answer.of(doubts.lookAgain(now), true);
    }

    /** Confirmed before: as it stands. Never confirmed, and over: it says why. */
    private static Answer confirmed(Entry seen, Approval asked) {
        return asked.decided() != null ? Answer.of(seen, true) : refused(notToBeConfirmed(seen));
    }

    private static Refusal notToBeConfirmed(Entry seen) {
        return Refusal.of(
                        ErrorCode.WRONG_STATE,
                        "Action " + seen.id() + " is " + Json.wire(seen.status())
                                + ": only what needs_confirmation can be confirmed, within 15 minutes.",
                        Withdrawals.waits(seen.status())
                                ? "A person decides about it; tell the customer that it waits."
                                : "Look at it; if it is still wanted, read the object again and ask anew.")
                .then(Next.of("get_action", "action_id", seen.id(), "see how it stands"));
    }

    private static Answer refused(Refusal refusal) {
        return Answer.refused(refusal, List.of());
    }
}
