package org.countersign.console;

import java.time.Duration;
import java.time.Instant;
import org.countersign.gate.Entry;
import org.countersign.gate.EscalationDesk.Opened;
import org.countersign.gate.EscalationDesk.Owner;
import org.countersign.gate.Plan;
import org.countersign.shop.Money;
import org.jspecify.annotations.Nullable;

/** One line of the list of escalations. @param urgency as the model gave it; empty where it gave none */
public record EscalationRow(
        String id,
        String kind,
        String what,
        @Nullable Money money,
        String urgency,
        Instant since,
        String age,
        @Nullable String owner) {

    static EscalationRow of(Opened opened, Instant now) {
        Entry action = opened.action();
        Plan plan = action == null ? null : action.plan();
        Owner owner = opened.owner();
        return new EscalationRow(
                opened.escalation().id(),
                Shown.capital(Shown.spoken(opened.escalation().kind())),
                plan != null ? Shown.capital(plan.summary()) : action == null ? "An effect in the shop" : action.tool(),
                plan == null ? null : plan.money(),
                action == null ? "" : EscalationJson.urgency(action),
                opened.escalation().openedAt(),
                Shown.about(Duration.between(opened.escalation().openedAt(), now)),
                owner == null ? null : owner.subject());
    }
}
