package org.countersign.gate;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.countersign.caller.Grant;
import org.jspecify.annotations.Nullable;

/**
 * Steps 8 to 11 of the gate: one visible list of checks. The first refusal ends; what has to be asked is collected, and the
 * most asking one decides who is asked. From the limits on it is weighed under the one grant that is used.
 */
@ApplicationScoped
class Weighing {

    private final List<Check> checks;

    Weighing(Duplicates duplicates) {
        this.checks = List.of(duplicates, new Limits(), new Confidence(), new Confirmations());
    }

    /** @param results of the steps before; those of this list are added */
    Decision weigh(Case submitted, List<CheckResult> results) {
        Verdict.@Nullable Ask asked = null;
        Case looked = submitted;
        for (Check check : checks) {
            Verdict verdict = check.judge(looked);
            results.add(CheckResult.of(check.name(), verdict));
            switch (verdict) {
                case Verdict.Pass pass -> {}
                case Verdict.Refuse(Refusal refusal) -> {
                    return new Decision.Stop(refused(results, refusal, looked));
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
                ? new Decision.Go(submitted.plan(), outcome)
                : new Decision.Wait(asked.kind(), submitted.plan(), outcome);
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
}
