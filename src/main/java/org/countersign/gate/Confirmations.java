package org.countersign.gate;

import java.util.Optional;
import org.countersign.caller.Grant;
import org.countersign.shop.Money;

/** What the grant asks for before it is executed: nothing, the model once more, the requester or another person. */
final class Confirmations implements Check {

    @Override
    public String name() {
        return "confirmation";
    }

    @Override
    public Verdict judge(Case submitted) {
        Grant grant = submitted.grants().getFirst();
        return asks(grant, submitted)
                .<Verdict>map(kind -> new Verdict.Ask(kind, code(grant, submitted, kind), why(grant, submitted, kind)))
                .orElseGet(() -> new Verdict.Pass("none asked"));
    }

    /** The role that decides about this amount, where the grant names one. */
    static Optional<String> tier(Grant grant, Case submitted) {
        return tier(grant, submitted.plan());
    }

    static Optional<String> tier(Grant grant, Plan plan) {
        return aboveTier(grant, plan).map(Grant.Tier::role);
    }

    static Optional<Verdict.Kind> asks(Grant grant, Case submitted) {
        if (submitted.plan().steps().isEmpty()) {
            return Optional.empty();
        }
        if (aboveTier(grant, submitted.plan()).isPresent()) {
            return Optional.of(Verdict.Kind.OTHER_PERSON);
        }
        return switch (grant.confirmation()) {
            case NONE -> Optional.empty();
            case MODEL -> Optional.of(Verdict.Kind.MODEL);
            case REQUESTER -> Optional.of(Verdict.Kind.REQUESTER);
            case OTHER_PERSON -> Optional.of(Verdict.Kind.OTHER_PERSON);
        };
    }

    private static Optional<Grant.Tier> aboveTier(Grant grant, Plan plan) {
        Money moved = plan.money();
        return moved == null
                ? Optional.empty()
                : grant.approvals().stream()
                        .filter(tier ->
                                !tier.above().currency().equals(moved.currency()) || moved.compareTo(tier.above()) > 0)
                        .reduce((lower, higher) -> higher);
    }

    private static String code(Grant grant, Case submitted, Verdict.Kind kind) {
        return aboveTier(grant, submitted.plan()).isPresent() ? "approval_tier" : Json.wire(kind);
    }

    private static String why(Grant grant, Case submitted, Verdict.Kind kind) {
        return aboveTier(grant, submitted.plan())
                .map(tier -> submitted.plan().money() + " is above " + tier.above() + ": a person with the role "
                        + tier.role() + " decides")
                .orElse("the grant of " + grant.role() + " asks for "
                        + switch (kind) {
                            case MODEL -> "confirm_action after the plan was shown";
                            case REQUESTER -> "the requester's own confirmation";
                            case OTHER_PERSON, ESCALATE -> "another person's approval";
                        });
    }
}
