package org.countersign.gate;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The same effect as an action of the last 7 days under another key is done again only if a person says so. */
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
        Optional<Entry> same = ledger.effectsOn(submitted.action().target(), since).stream()
                .filter(earlier -> same(earlier.plan(), plan))
                .findFirst();
        if (same.isEmpty()) {
            return new Verdict.Pass("no action of the last 7 days had this effect");
        }
        Entry earlier = same.get();
        String what = "Action " + earlier.id() + " of " + earlier.requestedAt() + " (" + Json.wire(earlier.status())
                + ") already has this effect";
        if (submitted.request().intentionalRepeat() && warned(submitted, since)) {
            return new Verdict.Ask(
                    Verdict.Kind.OTHER_PERSON,
                    "intentional_repeat",
                    what + "; the caller says that it is meant to happen again");
        }
        return new Verdict.Refuse(Refusal.of(
                        ErrorCode.POSSIBLE_DUPLICATE,
                        what
                                + (earlier.plan() == null
                                        ? "."
                                        : ": " + earlier.plan().past() + "."),
                        "Look at that action. Only if the customer is to get this a second time, repeat this call with"
                                + " intentional_repeat: true; a person then decides.")
                .with(Json.object().put("action_id", earlier.id()))
                .then(Next.of("get_action", "action_id", earlier.id(), "see what was done already")));
    }

    private boolean warned(Case submitted, Instant since) {
        ActionKey key = ActionKey.of("", submitted.caller(), submitted.action(), submitted.request());
        return ledger.warnedOfDuplicate(submitted.caller(), key.fingerprint(), since);
    }

    private static boolean same(@Nullable Plan earlier, Plan plan) {
        return earlier != null && Plan.sameEffect(plan.goods(), plan.money(), earlier.goods(), earlier.money());
    }
}
