package org.countersign.console;

import java.time.Duration;
import java.time.Instant;
import org.countersign.caller.Caller;
import org.countersign.gate.DueTimes;
import org.countersign.gate.Entry;
import org.countersign.gate.EscalationDesk.Opened;
import org.countersign.gate.EscalationDesk.Owner;
import org.countersign.gate.Plan;
import org.countersign.gate.Urgency;
import org.countersign.shop.Money;
import org.jspecify.annotations.Nullable;

/** One line of the list of escalations. @param owner absent where nobody works on it */
public record EscalationRow(
        String id,
        String kind,
        String what,
        @Nullable Money money,
        Urgency urgency,
        Instant since,
        String age,
        DueLine due,
        @Nullable String owner,
        boolean mine) {

    static EscalationRow of(Opened opened, DueTimes times, Caller viewer, Instant now) {
        Entry action = opened.action();
        Plan plan = action == null ? null : action.plan();
        Owner owner = opened.owner();
        return new EscalationRow(
                opened.escalation().id(),
                Shown.capital(Shown.spoken(opened.escalation().kind())),
                plan != null ? Shown.capital(plan.summary()) : action == null ? "An effect in the shop" : action.tool(),
                plan == null ? null : plan.money(),
                Urgency.of(opened.escalation(), action),
                opened.escalation().openedAt(),
                Shown.about(Duration.between(opened.escalation().openedAt(), now)),
                DueLine.of(times.of(opened, now)),
                owner == null ? null : owner.subject(),
                owner != null && owner.is(viewer));
    }
}
