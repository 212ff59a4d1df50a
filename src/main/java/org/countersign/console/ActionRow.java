package org.countersign.console;

import java.time.Instant;
import org.countersign.gate.Entry;
import org.countersign.gate.Plan;
import org.countersign.gate.Refusal;
import org.countersign.gate.Status;
import org.countersign.lookup.ActionAnswers;
import org.countersign.shop.Money;
import org.jspecify.annotations.Nullable;

/**
 * One line of a list of actions.
 *
 * @param what   it did or would do; of what was refused, why
 * @param open   why it is not over; empty where it is
 * @param tone   good, bad, or empty
 */
public record ActionRow(
        String id,
        Instant at,
        String tool,
        String what,
        String object,
        @Nullable Money money,
        String person,
        @Nullable String client,
        String status,
        String open,
        String tone) {

    static ActionRow of(Entry entry) {
        Plan plan = entry.plan();
        String open = ActionAnswers.open(entry.status());
        return new ActionRow(
                entry.id(),
                entry.requestedAt(),
                Shown.spoken(entry.tool()),
                Shown.capital(what(entry, plan)),
                object(entry),
                plan == null ? null : plan.money(),
                entry.who().subject(),
                entry.who().clientId(),
                Shown.spoken(entry.status()),
                open == null ? "" : open,
                tone(entry.status()));
    }

    static String object(Entry entry) {
        return entry.target().type() + " " + entry.target().id();
    }

    private static String what(Entry entry, @Nullable Plan plan) {
        Refusal refusal = entry.outcome().refusal();
        if (plan == null) {
            return refusal == null ? Shown.spoken(entry.tool()) : refusal.message();
        }
        return entry.status() == Status.DONE ? plan.past() : plan.summary();
    }

    static String tone(Status status) {
        return switch (status) {
            case DONE -> "good";
            case FAILED, MISMATCH, PARTLY_DONE, OUTCOME_UNKNOWN -> "bad";
            case PLANNED,
                    NEEDS_CONFIRMATION,
                    AWAITING_APPROVAL,
                    ESCALATED,
                    RUNNING,
                    REFUSED,
                    DENIED,
                    EXPIRED,
                    WITHDRAWN,
                    VOID -> "";
        };
    }
}
