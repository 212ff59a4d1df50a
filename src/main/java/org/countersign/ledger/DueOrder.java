package org.countersign.ledger;

import java.util.Arrays;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.countersign.gate.DueTimes;
import org.countersign.gate.Json;
import org.countersign.gate.Urgency;

/**
 * When escalations are due and which of them presses most, in SQL, as {@link DueTimes} and {@link Urgency} say it: of
 * {@code escalation e} and its {@code action a}, if any.
 */
final class DueOrder {

    private final String overdue;
    private final String order;

    DueOrder(DueTimes times) {
        String due = after(urgency -> times.of(urgency).toSeconds());
        String soon = after(urgency -> times.of(urgency).toSeconds() * 3 / 4);
        this.overdue = due + " <= now()";
        this.order = overdue + " desc, " + soon + " <= now() desc, " + by(Urgency::ordinal) + ", " + due + ", e.id";
    }

    /** A condition. */
    String overdue() {
        return overdue;
    }

    /** What to order by. */
    String order() {
        return order;
    }

    private static String after(ToLongFunction<Urgency> seconds) {
        return "e.opened_at + interval '1 second' * " + by(seconds);
    }

    private static String by(ToLongFunction<Urgency> number) {
        return Arrays.stream(Urgency.values())
                .map(each -> " when '" + Json.wire(each) + "' then " + number.applyAsLong(each))
                .collect(Collectors.joining("", """
                        (case coalesce(a.arguments ->> 'urgency',
                                       case when e.action_id is null or e.kind <> 'escalated' then 'high' else 'normal' end)""", " end)"));
    }
}
