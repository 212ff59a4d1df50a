package org.countersign.console;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.countersign.gate.Figures;
import org.jspecify.annotations.Nullable;

/**
 * The start page.
 *
 * @param toDecide  what waits for the visitor, the first of it
 * @param more      how much of it is not shown, in words; empty for nothing
 * @param questions what a reviewer asks about actions of theirs
 * @param shop      absent for those whose business it is not
 * @param unknown   why there are no figures, though they may be seen; empty
 */
public record HomeView(
        List<ApprovalRow> toDecide,
        String more,
        List<ApprovalRow> questions,
        @Nullable Shop shop,
        String unknown) {

    /** @param waiting what waits for persons, a line each */
    public record Shop(
            Figures.Day today, List<Line> results, List<Line> moved, List<Line> waiting, Chart hours, Chart days) {

        static Shop of(Overview overview, Instant now) {
            return new Shop(
                    overview.today(),
                    results(overview),
                    overview.today().moved().stream().map(Line::of).toList(),
                    waiting(overview.waiting(), now),
                    overview.hours(),
                    overview.days());
        }

        private static List<Line> results(Overview overview) {
            return overview.byStatus(overview.on(overview.today().date())).entrySet().stream()
                    .map(each ->
                            new Line(Shown.capital(Shown.spoken(each.getKey())), String.valueOf(each.getValue()), ""))
                    .toList();
        }

        private static List<Line> waiting(Figures.Waiting waiting, Instant now) {
            Instant due = waiting.dueFirst();
            return Arrays.asList(
                    new Line(
                            "Approvals that wait",
                            String.valueOf(waiting.approvals()),
                            due == null ? "" : "the first is due in " + Shown.about(Duration.between(now, due))),
                    new Line("Actions in doubt", String.valueOf(waiting.doubts()), oldest(waiting.oldestDoubt(), now)),
                    new Line(
                            "Escalations that are open",
                            String.valueOf(waiting.escalations()),
                            oldest(waiting.oldestCase(), now)
                                    + (waiting.overdue() == 0 ? "" : "; " + waiting.overdue() + " overdue")));
        }

        private static String oldest(@Nullable Instant since, Instant now) {
            return since == null ? "" : "the oldest is " + Shown.about(Duration.between(since, now)) + " old";
        }
    }

    /** A number with its name. @param note beside it; empty for none */
    public record Line(String name, String number, String note) {

        static Line of(Figures.Moved moved) {
            return new Line(
                    Shown.capital(Shown.spoken(moved.kind())),
                    moved.money().toString(),
                    moved.actions() == 1 ? "by 1 action" : "by " + moved.actions() + " actions");
        }
    }
}
