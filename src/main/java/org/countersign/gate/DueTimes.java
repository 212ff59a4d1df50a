package org.countersign.gate;

import java.time.Duration;
import java.time.Instant;

/** How long an escalation may wait, by its urgency. */
public record DueTimes(Duration urgent, Duration high, Duration normal, Duration low) {

    public DueTimes {
        for (Duration each : new Duration[] {urgent, high, normal, low}) {
            if (each.isNegative() || each.isZero()) {
                throw new IllegalArgumentException(
                        "countersign.escalation-due must be longer than nothing, not " + each);
            }
        }
    }

    public Duration of(Urgency urgency) {
        return switch (urgency) {
            case URGENT -> urgent;
            case HIGH -> high;
            case NORMAL -> normal;
            case LOW -> low;
        };
    }

    public Due of(EscalationDesk.Opened opened, Instant now) {
        Instant since = opened.escalation().openedAt();
        return Due.of(since, since.plus(of(Urgency.of(opened.escalation(), opened.action()))), now);
    }
}
