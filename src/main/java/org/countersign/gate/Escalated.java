package org.countersign.gate;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.countersign.caller.Caller;
import org.countersign.caller.Grant;
import org.countersign.gate.Rulings.Not;
import org.countersign.gate.Rulings.Ruled;
import org.countersign.gate.Rulings.Stands;
import org.countersign.shop.ShopObject;
import org.jspecify.annotations.Nullable;

/**
 * What a person who handles escalations makes of an escalated action: its exact plan may be turned into an approval, or the
 * matter is resolved otherwise. Neither changes a shop.
 */
@ApplicationScoped
public class Escalated {

    private final Ledger ledger;
    private final Approvals approvals;
    private final Asking asking;
    private final Doubts doubts;
    private final FreshLook look;
    private final Clock clock;

    Escalated(Ledger ledger, Approvals approvals, Asking asking, Doubts doubts, FreshLook look, Clock clock) {
        this.ledger = ledger;
        this.approvals = approvals;
        this.asking = asking;
        this.doubts = doubts;
        this.look = look;
        this.clock = clock;
    }

    /** It waits for an approval of exactly what was planned, if its object is still as it was. */
    public Ruled turn(Caller by, Entry seen) {
        Plan plan = seen.plan();
        if (seen.status() != Status.ESCALATED
                || plan == null
                || plan.steps().isEmpty()
                || doubts.action(seen).isEmpty()) {
            return not(ErrorCode.WRONG_STATE, seen, "only an escalated action with a plan can be approved");
        }
        Optional<Grant> grant = look.grant(seen);
        if (grant.isEmpty()) {
            return not(ErrorCode.STALE, seen, "the grant it was judged by has changed since");
        }
        return switch (look.at(seen)) {
            case FreshLook.Now(ShopObject now, boolean asPlanned)
            when asPlanned -> turned(by, seen, grant.get(), plan, now);
            case FreshLook.Unreadable unreadable ->
                not(ErrorCode.BACKEND_UNAVAILABLE, seen, "the shop cannot be asked now");
            case FreshLook.Found changed ->
                not(ErrorCode.STALE, seen, "its " + seen.target().type() + " has changed since it was planned");
        };
    }

    private Ruled turned(Caller by, Entry seen, Grant grant, Plan plan, ShopObject now) {
        String role = Confirmations.tier(grant, plan).orElse(null);
        Entry asked = asking.ask(seen, Approval.Kind.OTHER_PERSON, role, now);
        Approval approval = Objects.requireNonNull(asked.approval());
        Event event = new Event(
                "turned_into_approval",
                clock.instant(),
                Json.object()
                        .put("status", Status.AWAITING_APPROVAL.name())
                        .put("client_id", by.clientId())
                        .put("approval_id", approval.id())
                        .put("digest", Digest.hex(approval.digest()))
                        .put("expires_at", approval.expiresAt().toString()));
        return approvals.turn(seen, approval, by, event)
                ? new Stands(ledger.entry(seen.id()).orElse(asked))
                : not(ErrorCode.WRONG_STATE, seen, "somebody else has dealt with it meanwhile");
    }

    /**
     * Dealt with by a person: what was handed over is done; a write that was escalated is not executed any more.
     *
     * @param role   of that person
     * @param reason the model and the requester read it
     */
    public Ruled resolve(Caller by, Entry seen, @Nullable String role, String reason) {
        Plan plan = seen.plan();
        if (seen.status() != Status.ESCALATED || plan == null) {
            return not(ErrorCode.WRONG_STATE, seen, "only what is escalated can be resolved like this");
        }
        boolean handedOver = plan.steps().isEmpty();
        Status after = handedOver ? Status.DONE : Status.DENIED;
        Approval asked = asking.approval(seen, Approval.Kind.OTHER_PERSON, null, null);
        Approval word = asked.decidedBy(
                new Approval.Decided(by.issuer(), by.subject(), role, reason, null, asked.openedAt()),
                handedOver ? Approval.State.USED : Approval.State.DENIED);
        Outcome before = seen.outcome();
        Outcome outcome = new Outcome(
                before.checks(),
                before.decidedBy(),
                false,
                handedOver ? Verification.NOT_APPLICABLE : null,
                null,
                null);
        Event event = new Event(
                "resolved",
                clock.instant(),
                Json.object()
                        .put("status", after.name())
                        .put("client_id", by.clientId())
                        .put("role", role)
                        .put("reason", reason));
        return approvals.resolve(seen, word, after, outcome, by, event)
                ? new Stands(ledger.entry(seen.id()).orElse(seen))
                : not(ErrorCode.WRONG_STATE, seen, "somebody else has dealt with it meanwhile");
    }

    private static Ruled not(ErrorCode code, Entry seen, String why) {
        return new Not(Refusal.of(
                code,
                "Action " + seen.id() + " is " + Json.wire(seen.status()) + ": " + why + ".",
                "Look at it as it is now; resolve it, or let it be asked for anew."));
    }
}
