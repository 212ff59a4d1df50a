package org.countersign.gate;

import java.util.Comparator;
import java.util.Optional;
import org.countersign.caller.Grant;
import org.countersign.shop.Money;
import org.countersign.shop.Order;

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
        return (moved == null
                        ? Optional.<Refusal>empty()
                        : amount(grant, moved).or(() -> percent(grant, moved, submitted)))
                .or(() -> budget(grant, submitted));
    }

    /** As it looks now; when the action is sent it is reserved, and then it counts. */
    private static Optional<Refusal> budget(Grant grant, Case submitted) {
        Budget budget = Budget.of(grant);
        Plan plan = submitted.plan();
        return budget.isNone()
                ? Optional.empty()
                : budget.exceeded(
                        grant.role(),
                        plan.money(),
                        plan.customer(),
                        submitted.uses().get());
    }

    private static Optional<Refusal> amount(Grant grant, Money moved) {
        Money max = grant.maxAmount();
        if (max == null) {
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

    /** Of what was charged for the order, all refunds together. The order's lease keeps others from adding to it meanwhile. */
    private static Optional<Refusal> percent(Grant grant, Money moved, Case submitted) {
        Integer percent = grant.maxPercentOfOrder();
        if (percent == null || !(submitted.now() instanceof Order order)) {
            return Optional.empty();
        }
        Money charged = Refunded.charged(order);
        Money most = new Money(Math.multiplyExact(charged.minor(), percent) / 100, charged.currency());
        Money left = most.minus(Refunded.amount(order));
        if (moved.compareTo(left) > 0) {
            return Optional.of(limit(moved + " is above what " + grant.role() + " may still refund of this order: "
                            + percent + " % of " + charged + ", less what was refunded.")
                    .with(Json.object()
                            .set("maximum", Json.money(left.isPositive() ? left : Money.zero(left.currency())))));
        }
        return Optional.empty();
    }

    private static Refusal limit(String message) {
        return Refusal.of(
                ErrorCode.LIMIT_EXCEEDED, message, "Do not split it: hand the case to a person whose limit is higher.");
    }
}
