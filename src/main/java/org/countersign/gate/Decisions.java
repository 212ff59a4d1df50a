package org.countersign.gate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.countersign.caller.Caller;
import org.countersign.caller.Grants;
import org.countersign.caller.Permissions;
import org.countersign.shop.Money;
import org.jspecify.annotations.Nullable;

/**
 * What a person says about an action that waits for a word. The first decision is final, and repeats answer it. Who calls
 * this has a person in front of it who signed in just now: a token of a model or a script never comes here (a wall tests it).
 */
@ApplicationScoped
public class Decisions {

    private static final String ALLOWED = "approval_allowed";
    private static final String DENIED = "approval_denied";

    private final Approvals approvals;
    private final Ledger ledger;
    private final Approved approved;
    private final Doubts doubts;
    private final Grants grants;
    private final Trace trace;
    private final Clock clock;

    Decisions(
            Approvals approvals,
            Ledger ledger,
            Approved approved,
            Doubts doubts,
            Grants grants,
            Trace trace,
            Clock clock) {
        this.approvals = approvals;
        this.ledger = ledger;
        this.approved = approved;
        this.doubts = doubts;
        this.grants = grants;
        this.trace = trace;
        this.clock = clock;
    }

    public sealed interface Said {}

    /** @param first false when it was decided before: then nothing was changed by this */
    public record Stands(Entry entry, boolean first) implements Said {}

    public record Not(Refusal refusal) implements Said {}

    /** Whether this person may decide, and with which role; absent where the requester does. */
    public sealed interface May {}

    public record Yes(@Nullable String role) implements May {}

    public record No(Refusal refusal) implements May {}

    public Said allow(Caller by, String approvalId, @Nullable String reason) {
        return decide(by, approvalId, true, reason, null);
    }

    public Said deny(Caller by, String approvalId, String reason) {
        return decide(by, approvalId, false, reason, null);
    }

    /** No to this, but this amount would be allowed: the model may ask for it, and that is a new action. */
    public Said offer(Caller by, String approvalId, Money amount, String reason) {
        return with(by, approvalId, (seen, asked, role) -> {
            Money moved = asked.money();
            boolean smaller = moved != null
                    && moved.currency().equals(amount.currency())
                    && amount.isPositive()
                    && amount.compareTo(moved) < 0;
            return smaller
                    ? decide(by, seen, asked, role, false, reason, amount)
                    : new Not(Refusal.of(
                            ErrorCode.INVALID_ARGUMENTS,
                            moved == null
                                    ? "This action moves no money, so no other amount can be offered."
                                    : "An offer is more than nothing and less than " + moved + ".",
                            "Allow or deny it, or offer such an amount."));
        });
    }

    /** A question to the model and the person before it; nothing is decided. */
    public Said ask(Caller by, String approvalId, String question) {
        return with(by, approvalId, (seen, asked, role) -> {
            if (!asked.pending()) {
                return new Stands(seen, false);
            }
            String of = role == null ? "requester" : role;
            ObjectNode data = about(seen).put("role", of).put("question", question);
            Approval.Word word = new Approval.Word(Approval.Word.Kind.QUESTION, of, question, clock.instant());
            boolean said = approvals.say(seen, by, word, new Event("approval_question", clock.instant(), data));
            return new Stands(ledger.entry(seen.id()).orElse(seen), said);
        });
    }

    /** Whether this person may decide about it now. */
    public May may(Caller by, Entry seen) {
        Approval asked = seen.approval();
        if (asked == null || asked.kind() == Approval.Kind.MODEL) {
            return new No(Refusal.of(
                    ErrorCode.WRONG_STATE, "No person is asked about this action.", "Look at the action itself."));
        }
        boolean own = seen.who().is(by);
        if (!by.person()) {
            return notPermitted("A service account decides nothing.");
        }
        if (asked.kind() == Approval.Kind.REQUESTER) {
            return own ? new Yes(null) : notPermitted("Who asked for it confirms it, nobody else.");
        }
        return own ? notPermitted("You asked for this: another person decides.") : decider(by, asked);
    }

    private May decider(Caller by, Approval asked) {
        if (asked.role() != null && !by.roles().contains(asked.role())) {
            return notPermitted("A person with the role " + asked.role() + " decides this.");
        }
        List<Permissions.Decider> deciders = grants.permissions(by.roles()).deciders();
        if (deciders.isEmpty()) {
            return notPermitted("This needs the permission decide_approvals, which none of your roles has.");
        }
        return deciders.stream()
                .filter(decider -> decider.upTo(asked.money()))
                .sorted(Comparator.comparing(decider -> !decider.role().equals(asked.role())))
                .findFirst()
                .<May>map(decider -> new Yes(decider.role()))
                .orElseGet(() -> notPermitted(asked.money() + " is above the amount up to which your roles decide."));
    }

    private Said decide(Caller by, String approvalId, boolean allow, @Nullable String reason, @Nullable Money offer) {
        return with(by, approvalId, (seen, asked, role) -> decide(by, seen, asked, role, allow, reason, offer));
    }

    private Said decide(
            Caller by,
            Entry seen,
            Approval asked,
            @Nullable String role,
            boolean allow,
            @Nullable String reason,
            @Nullable Money offer) {
        Approval.Decided word = new Approval.Decided(by.issuer(), by.subject(), role, reason, offer, clock.instant());
        boolean first = asked.pending()
                && approvals.decide(
                        seen, word, allow, event(seen, allow ? ALLOWED : DENIED, by, word, clock.instant()));
        Entry now = ledger.entry(seen.id()).orElse(seen);
        Approval decided = now.approval();
        if (first && decided != null && decided.usable()) {
            Answer answer = approved.run(now);
            now = answer.entry() == null ? now : answer.entry();
        }
        return new Stands(now, first);
    }

    private interface Saying {
        Said of(Entry seen, Approval asked, @Nullable String role);
    }

    private Said with(Caller by, String approvalId, Saying saying) {
        Optional<Entry> found = approvals.about(approvalId).map(doubts::lookAgain);
        if (found.isEmpty() || found.get().approval() == null) {
            return new Not(Refusal.of(
                    ErrorCode.NOT_FOUND, "There is no such approval.", "Open it from the list of what waits."));
        }
        Entry seen = found.get();
        trace.about(seen.id());
        return switch (may(by, seen)) {
            case No(Refusal refusal) -> new Not(refusal);
            case Yes(var role) -> saying.of(seen, Objects.requireNonNull(seen.approval()), role);
        };
    }

    private static May notPermitted(String why) {
        return new No(Refusal.of(ErrorCode.NOT_PERMITTED, why, "Leave it to somebody who may."));
    }

    static Event event(Entry seen, String kind, Caller by, Approval.@Nullable Decided word, Instant at) {
        ObjectNode data = about(seen).put("client_id", by.clientId()).put("token_id", by.tokenId());
        if (word != null) {
            data.put("role", word.role()).put("reason", word.reason());
            if (kind.equals(DENIED)) {
                data.put("status", Status.DENIED.name());
            }
            if (word.offer() != null) {
                data.set("offer", Json.money(word.offer()));
            }
        }
        return new Event(kind, at, data);
    }

    private static ObjectNode about(Entry seen) {
        Approval asked = Objects.requireNonNull(seen.approval(), "it was asked for");
        return Json.object().put("approval_id", asked.id()).put("digest", Digest.hex(asked.digest()));
    }
}
