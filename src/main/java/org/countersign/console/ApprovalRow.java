package org.countersign.console;

import java.time.Instant;
import org.countersign.gate.Approval;
import org.countersign.gate.Entry;
import org.countersign.gate.Plan;
import org.countersign.shop.Money;
import org.jspecify.annotations.Nullable;

/** One line of the list of what waits for a decision. */
public record ApprovalRow(
        String id,
        String what,
        @Nullable Money money,
        String askedBy,
        Instant askedAt,
        String age,
        Instant due,
        boolean question) {

    static ApprovalRow of(Entry entry, Approval approval, Instant now) {
        Plan plan = entry.plan();
        return new ApprovalRow(
                approval.id(),
                Shown.capital(plan == null ? entry.tool() : plan.summary()),
                approval.money(),
                entry.who().subject(),
                approval.openedAt(),
                Shown.about(java.time.Duration.between(approval.openedAt(), now)),
                approval.expiresAt(),
                approval.openQuestion() != null);
    }
}
