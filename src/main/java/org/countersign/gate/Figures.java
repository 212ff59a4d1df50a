package org.countersign.gate;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.countersign.shop.Money;
import org.jspecify.annotations.Nullable;

/**
 * The shop's work in numbers, by the calendar of the shop's time zone and the database's clock. At most some seconds old,
 * and {@link LedgerUnavailable} when it cannot be read.
 */
public interface Figures {

    /** What was asked for today. */
    Day today();

    /** What was asked for on this day and the days before it, so many together; a minute old at most. */
    List<Asked> lately();

    Waiting waiting();

    /** @param hour of the shop's clock, 0 to 23 */
    record Asked(LocalDate date, int hour, Status status, long number) {}

    /** @param moved what the budgets count of today: what is done, and what may have been done */
    record Day(LocalDate date, String timeZone, List<Asked> asked, List<Moved> moved) {

        public Day {
            asked = List.copyOf(asked);
            moved = List.copyOf(moved);
        }
    }

    /** @param actions that moved it */
    record Moved(Kind kind, Money money, long actions) {}

    enum Kind {
        REFUNDED,
        CHARGED,
        STORE_CREDIT,
        LABELS,
        OTHER
    }

    /**
     * @param approvals   that a person has to decide
     * @param dueFirst    when the first of them expires
     * @param doubts      actions of which nobody knows yet whether they were done
     * @param oldestDoubt when the oldest of them was asked for
     * @param escalations that are open
     * @param oldestCase  when the oldest of them was opened
     * @param overdue     of the escalations
     */
    record Waiting(
            long approvals,
            @Nullable Instant dueFirst,
            long doubts,
            @Nullable Instant oldestDoubt,
            long escalations,
            @Nullable Instant oldestCase,
            long overdue) {}
}
