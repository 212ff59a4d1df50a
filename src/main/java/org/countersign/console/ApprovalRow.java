package org.countersign.console;

import java.time.Duration;
import java.time.Instant;
import org.countersign.gate.Approval;
import org.countersign.gate.Due;
import org.countersign.gate.Entry;
import org.countersign.gate.Plan;
import org.countersign.shop.Money;
import org.jspecify.annotations.Nullable;

/**
 * One line of the list of what waits for a decision.
 *
 * @param decides  who may: a role, another person, who asked
 * @param question whether a reviewer's question has no answer yet
 */
public record ApprovalRow(
        String id,
        String what,
        @Nullable Money money,
        String askedBy,
        Instant askedAt,
        String age,
        DueLine due,
        String decides,
        boolean question) {

    static ApprovalRow of(Entry entry, Approval approval, Instant now) {
        Plan plan = entry.plan();
        return new ApprovalRow(
                approval.id(),
                Shown.capital(plan == null ? entry.tool() : plan.summary()),
                approval.money(),
                entry.who().subject(),
                approval.openedAt(),
                Shown.about(Duration.between(approval.openedAt(), now)),
                DueLine.of(Due.of(approval.openedAt(), approval.expiresAt(), now)),
                decides(approval),
                approval.openQuestion() != null);
    }

    private static String decides(Approval approval) {
        return approval.kind() == Approval.Kind.REQUESTER
                ? "who asked for it"
                : approval.role() == null ? "another person" : "another person with the role " + approval.role();
    }
}
