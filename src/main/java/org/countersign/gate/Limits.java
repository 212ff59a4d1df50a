package org.countersign.gate;

import java.util.Comparator;
import java.util.Optional;
import org.countersign.caller.Grant;
import org.countersign.shop.Money;

/** One grant must allow the whole action; of several, the least asking one is used. */
final class Limits implements Check {

    @Override
    public String name() {
        return "limits";
    }

    @Override
    public Verdict judge(Case submitted) {
        Optional<Refusal> best = Optional.empty();
        for (Grant grant : submitted.grants()) {
            Optional<Refusal> refusal = against(grant, submitted);
            if (refusal.isEmpty()) {
                Grant used = leastAsking(submitted);
                return new Verdict.Pass("within the grant of " + used.role() + ", version " + used.version()
                        + (used.maxAmount() == null ? "" : ", at most " + used.maxAmount() + " an action"));
            }
            best = refusal;
        }
        return new Verdict.Refuse(best.orElseThrow());
    }

    static Grant leastAsking(Case submitted) {
        return submitted.grants().stream()
                .filter(grant -> against(grant, submitted).isEmpty())
                .min(Comparator.<Grant, Verdict.Kind>comparing(
                                grant -> Confirmations.asks(grant, submitted).orElse(Verdict.Kind.MODEL))
                        .thenComparing(
                                grant -> Confirmations.asks(grant, submitted).isPresent())
                        .thenComparing(Grant::role))
                .orElseThrow();
    }

    private static Optional<Refusal> against(Grant grant, Case submitted) {
        if (grant.requireCase() && submitted.request().caseId() == null) {
            return Optional.of(Refusal.of(
                    ErrorCode.CASE_REQUIRED,
                    "The grant of " + grant.role() + " requires a case.",
                    "Repeat the call with case_id: the ticket or conversation this belongs to."));
        }
        Money moved = submitted.plan().money();
        Money max = grant.maxAmount();
        if (moved == null || max == null) {
            return Optional.empty();
        }
        if (!moved.currency().equals(max.currency())) {
            return Optional.of(limit("The limit of " + grant.role() + " is in " + max.currency() + ", this moves "
                    + moved.currency() + "."));
        }
        if (moved.compareTo(max) > 0) {
            return Optional.of(limit(moved + " is above the limit of " + max + " an action for " + grant.role() + ".")
                    .with(Json.object().set("maximum", Json.money(max))));
        }
        return Optional.empty();
    }

    private static Refusal limit(String message) {
        return Refusal.of(
                ErrorCode.LIMIT_EXCEEDED, message, "Do not split it: hand the case to a person whose limit is higher.");
    }
}
