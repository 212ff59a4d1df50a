package org.countersign.gate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.countersign.caller.Caller;
import org.countersign.caller.Grant;
import org.countersign.caller.Grants;
import org.countersign.caller.Permissions;
import org.countersign.shop.Customer;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.countersign.shop.ShopObject;
import org.jspecify.annotations.Nullable;

/**
 * Steps 8 to 11 of the gate: one visible list of checks. The first refusal ends; what has to be asked is collected, and the
 * most asking one decides who is asked. From the limits on it is weighed under the one grant that is used.
 */
@ApplicationScoped
class Weighing {

    /** What depends on nothing but the grants and the plan. */
    private static final List<Check> OF_GRANTS = List.of(new Limits(), new Confidence(), new Confirmations());

    /** In the data of a refusal. */
    static final String ASKED = "asked";

    private final Ledger ledger;
    private final List<Check> checks;

    Weighing(Duplicates duplicates, ShopSettings.Source settings, Ledger ledger, Grants grants, Clock clock) {
        this.ledger = ledger;
        List<Check> all = new ArrayList<>(List.of(duplicates, new Limits(), new Confidence()));
        EscalationRules.all(settings, ledger, clock).forEach(rule -> all.add(new Escalating(rule, grants)));
        all.add(new Confirmations());
        this.checks = List.copyOf(all);
    }

    /** A rule, but for the role that never escalates: the benchmark's, in development and tests. */
    private record Escalating(Check rule, Grants grants) implements Check {

        @Override
        public String name() {
            return rule.name();
        }

        @Override
        public Verdict judge(Case submitted) {
            String role = submitted.grants().getFirst().role();
            return grants.permissions(Set.of(role)).has(Permissions.NEVER_ESCALATES)
                    ? new Verdict.Pass("the role " + role + " never escalates")
                    : rule.judge(submitted);
        }
    }

    /** @param results of the steps before; those of this list are added */
    @Part("gate.checks")
    Decision weigh(Case submitted, List<CheckResult> results) {
        return weigh(checks, submitted, results);
    }

    /** Only what depends on nothing but the grants and the plan: for who looks back. */
    static Decision byGrants(Case submitted, List<CheckResult> results) {
        return weigh(OF_GRANTS, submitted, results);
    }

    private static Decision weigh(List<Check> checks, Case submitted, List<CheckResult> results) {
        Verdict.@Nullable Ask asked = null;
        Case looked = submitted;
        for (Check check : checks) {
            Verdict verdict = check.judge(looked);
            results.add(CheckResult.of(check.name(), verdict));
            switch (verdict) {
                case Verdict.Pass pass -> {}
                case Verdict.Refuse(Refusal refusal) -> {
                    Refusal why = check instanceof Limits ? withAsked(refusal, looked.plan()) : refusal;
                    return new Decision.Stop(refused(results, why, looked));
                }
                case Verdict.Known(String actionId) -> {
                    return new Decision.Known(actionId);
                }
                case Verdict.Ask ask
                when answered(submitted, check, ask) -> {
                    results.removeLast();
                    results.add(CheckResult.pass(check.name(), ask.why() + "; allowed"));
                }
                case Verdict.Ask ask -> asked = asked == null || ask.kind().compareTo(asked.kind()) > 0 ? ask : asked;
            }
            if (check instanceof Limits) {
                looked = looked.under(Limits.leastAsking(looked));
            }
        }
        Grant used = looked.grants().getFirst();
        Outcome outcome = new Outcome(List.copyOf(results), Outcome.DecidedBy.of(used), false, null, null, null);
        return asked == null
                ? new Decision.Go(submitted.plan(), outcome, submitted.now())
                : new Decision.Wait(
                        asked.kind(),
                        submitted.plan(),
                        outcome,
                        Confirmations.tier(used, submitted).orElse(null),
                        submitted.now());
    }

    private static boolean answered(Case submitted, Check check, Verdict.Ask ask) {
        Approval approval = submitted.approval();
        return approval != null && approval.answers(check.name(), ask.code());
    }

    /** With the grant it was weighed against, where there was only one. */
    private static Outcome refused(List<CheckResult> results, Refusal refusal, Case looked) {
        List<Grant> grants = looked.grants();
        return new Outcome(
                List.copyOf(results),
                grants.size() > 1 ? null : Outcome.DecidedBy.of(grants.getFirst()),
                false,
                null,
                null,
                refusal);
    }

    /** How much it would have moved: a plan that was refused is not kept. */
    private static Refusal withAsked(Refusal refusal, Plan plan) {
        Money asked = plan.money();
        if (asked == null) {
            return refusal;
        }
        ObjectNode data =
                refusal.data() == null ? Json.object() : refusal.data().deepCopy();
        data.set(ASKED, Json.money(asked));
        return refusal.with(data);
    }

    /**
     * @param self     the action that is judged, where there is one already
     * @param approval whose yes answers what it lists
     */
    Case submitted(
            Caller caller,
            Action action,
            Request request,
            List<Grant> granted,
            ShopObject now,
            Plan plan,
            @Nullable String self,
            @Nullable Approval approval) {
        String customer = customer(now);
        boolean ofCustomer = granted.stream().map(Budget::of).anyMatch(Budget::ofCustomer);
        Used.Of whose = new Used.Of(
                caller.issuer(),
                caller.subject(),
                action.tool(),
                ofCustomer ? customer : null,
                Budget.currency(plan.money()),
                self);
        return new Case(
                caller,
                action,
                request,
                granted,
                now,
                plan.of(customer),
                new Once<>(() -> ledger.used(whose)),
                self,
                approval);
    }

    static @Nullable String customer(ShopObject now) {
        return now instanceof Order order
                ? order.customer().id().value()
                : now instanceof Customer customer ? customer.id().value() : null;
    }

    /** Asked for at most once. */
    private static final class Once<T> implements Supplier<T> {

        private final Supplier<T> source;
        private @Nullable T known;

        Once(Supplier<T> source) {
            this.source = source;
        }

        @Override
        public T get() {
            T value = known == null ? source.get() : known;
            known = value;
            return value;
        }
    }
}
