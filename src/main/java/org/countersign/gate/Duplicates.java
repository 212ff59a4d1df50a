package org.countersign.gate;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.countersign.shop.Money;
import org.countersign.shop.Order;

/**
 * The same effect as one of the last 7 days is done again only if a person says so: as an action by any tool, key and
 * caller, on the same object or for the same customer, and as a refund that the shop shows and that was made beside us. What
 * differs in words only from a call that waits for a person, or was denied, is that call.
 */
@ApplicationScoped
class Duplicates implements Check {

    private static final Duration WINDOW = Duration.ofDays(7);

    private final Ledger ledger;
    private final Clock clock;

    Duplicates(Ledger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "duplicate";
    }

    @Override
    public Verdict judge(Case submitted) {
        Plan plan = submitted.plan();
        if (plan.steps().isEmpty()) {
            return new Verdict.Pass("changes nothing");
        }
        Instant since = clock.instant().minus(WINDOW);
        boolean onlyWhatIsLeft = submitted.action().onlyWhatIsLeft();
        byte[] fingerprint = ActionKey.of("", submitted.caller(), submitted.action(), submitted.request())
                .fingerprint();
        List<Effect> effects = ledger.effects(like(submitted, fingerprint), since);
        Optional<Effect> waiting = effects.stream()
                .filter(effect -> effect.sameCall() && undecidedOrDenied(effect.status()))
                .findFirst();
        if (waiting.isPresent()) {
            return new Verdict.Known(waiting.get().actionId());
        }
        return effects.stream()
                .filter(effect -> !(onlyWhatIsLeft && effect.status() == Status.DONE))
                .filter(effect -> effect.same(plan))
                .findFirst()
                .map(Duplicates::of)
                .or(() -> onlyWhatIsLeft ? Optional.empty() : besideUs(submitted, since))
                .map(found -> found.verdict(repeats(submitted, fingerprint, since)))
                .orElseGet(() -> new Verdict.Pass("nothing of the last 7 days had this effect"));
    }

    private static Effect.Like like(Case submitted, byte[] fingerprint) {
        Plan plan = submitted.plan();
        return new Effect.Like(
                submitted.caller(),
                fingerprint,
                submitted.action().target(),
                plan.customer(),
                plan.money(),
                submitted.self());
    }

    private static boolean undecidedOrDenied(Status status) {
        return switch (status) {
            case NEEDS_CONFIRMATION, AWAITING_APPROVAL, ESCALATED, DENIED -> true;
            case PLANNED,
                    RUNNING,
                    OUTCOME_UNKNOWN,
                    DONE,
                    PARTLY_DONE,
                    MISMATCH,
                    REFUSED,
                    FAILED,
                    EXPIRED,
                    WITHDRAWN,
                    VOID -> false;
        };
    }

    /** The answer possible_duplicate was given to this caller before, and it is said to be meant. */
    private boolean repeats(Case submitted, byte[] fingerprint, Instant since) {
        return submitted.request().intentionalRepeat()
                && ledger.warnedOfDuplicate(submitted.caller(), fingerprint, since);
    }

    private Optional<Found> besideUs(Case submitted, Instant since) {
        Money moved = submitted.plan().money();
        if (moved == null || !(submitted.now() instanceof Order order)) {
            return Optional.empty();
        }
        Optional<Found> made = Refunded.notOurs(order)
                .filter(refund -> refund.at().isAfter(since) && refund.amount().equals(moved))
                .findFirst()
                .map(refund -> shown(refund, moved, "that was made outside of Countersign"));
        return made.or(() -> lost(order, moved, since));
    }

    /** One of ours that this ledger knows nothing of: its end was lost, as by a restore. */
    private Optional<Found> lost(Order order, Money moved, Instant since) {
        List<Order.Transaction> equal = Refunded.ofOneAction(order, moved).stream()
                .filter(refund -> refund.at().isAfter(since))
                .toList();
        List<String> unknown = equal.isEmpty()
                ? List.of()
                : ledger.unknownMarks(
                        equal.stream().map(Order.Transaction::mark).distinct().toList());
        return equal.stream()
                .filter(refund -> unknown.contains(refund.mark()))
                .findFirst()
                .map(refund -> shown(
                        refund, moved, "that Countersign made and its ledger lacks, as after the restore of a backup"));
    }

    private static Found shown(Order.Transaction refund, Money moved, String whose) {
        return new Found(Refusal.of(
                        ErrorCode.POSSIBLE_DUPLICATE,
                        "The shop shows a refund of " + moved + " of " + refund.at() + " (" + refund.id() + ") " + whose
                                + ".",
                        FIX)
                .with(Json.object().put("transaction_id", refund.id())));
    }

    private static final String FIX =
            "Look at what was done. Only if the customer is to get this a second time, repeat this"
                    + " call with intentional_repeat: true; a person then decides.";

    private static Found of(Effect effect) {
        String id = effect.actionId();
        return new Found(Refusal.of(
                        ErrorCode.POSSIBLE_DUPLICATE,
                        "Action " + id + " of " + effect.requestedAt() + " (" + Json.wire(effect.status())
                                + ") already has this effect: " + effect.past() + ".",
                        FIX)
                .with(Json.object().put("action_id", id))
                .then(Next.of("get_action", "action_id", id, "see what was done already")));
    }

    private record Found(Refusal refusal) {

        Verdict verdict(boolean meant) {
            return meant
                    ? new Verdict.Ask(
                            Verdict.Kind.OTHER_PERSON,
                            "intentional_repeat",
                            refusal.message() + " The caller says that it is meant to happen again.")
                    : new Verdict.Refuse(refusal);
        }
    }
}
