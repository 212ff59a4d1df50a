package org.countersign.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.countersign.ledger.Backlog;
import org.countersign.ledger.SealBook;
import org.countersign.ledger.audit.Finding;
import org.countersign.ledger.audit.Report;
import org.jspecify.annotations.Nullable;

/**
 * The page of the audit.
 *
 * @param newest    absent before the first seal
 * @param unsealed  how many events wait for their seal, in words
 * @param check     the last one of this replica; absent where there was none
 * @param head      as it was typed
 * @param problem   with it; empty
 * @param said      what was just done or not; empty
 */
public record AuditView(
        SealBook.@Nullable Sealed newest,
        List<SealBook.Sealed> seals,
        String unsealed,
        @Nullable Check check,
        String head,
        String problem,
        String said) {

    private static final int SHOWN = 100;

    /**
     * One check as far as it is.
     *
     * @param tone     good, bad, or empty
     * @param findings the first hundred
     * @param left     how many more there are
     */
    public record Check(
            boolean running, String headline, String tone, List<Line> facts, List<Found> findings, long left) {}

    public record Line(String name, String value) {}

    /** @param action to look at; absent where it is about none */
    public record Found(String what, @Nullable String action, String where, String detail) {

        static Found of(Finding finding) {
            String event = finding.event() == null ? "" : "event " + finding.event();
            String seal = finding.seal() == null ? "" : "seal " + finding.seal();
            String where = event.isEmpty() || seal.isEmpty() ? event + seal : event + ", " + seal;
            return new Found(Shown.spoken(finding.what()), finding.action(), where, finding.detail());
        }
    }

    static String unsealed(Backlog.Now now) {
        return now.unsealed() == 0
                ? "nothing: every event is sealed"
                : now.unsealed() + (now.unsealed() == 1 ? " event" : " events") + ", the oldest for "
                        + now.oldestSeconds() + " s";
    }

    static Check check(AuditRuns.Run run) {
        List<Line> facts = new ArrayList<>();
        facts.add(new Line("Started", Shown.utc(run.began()) + " by " + run.by()));
        if (run.head() != null) {
            facts.add(new Line("Seal that was to be there", run.head()));
        }
        Report report = run.report();
        if (run.running()) {
            facts.add(new Line("Looked at until now", run.events() + " events or some more"));
            return new Check(
                    true, "A check is running. Open this page again to see how far it is.", "", facts, List.of(), 0);
        }
        if (report == null) {
            return new Check(
                    false,
                    "The last check broke off; why is in the server's log. Nothing is known.",
                    "bad",
                    facts,
                    List.of(),
                    0);
        }
        return ended(run, report, facts);
    }

    private static Check ended(AuditRuns.Run run, Report report, List<Line> facts) {
        if (run.ended() != null) {
            facts.add(new Line("Took", took(Duration.between(run.began(), run.ended()))));
        }
        facts.add(new Line("Events", Long.toString(report.events())));
        facts.add(new Line("Seals", Long.toString(report.seals())));
        facts.add(new Line("Head", report.head() == null ? "none yet" : report.head()));
        facts.add(new Line("Not sealed yet", Long.toString(report.unsealedEvents())));
        facts.add(new Line("Words erased", Long.toString(report.erasedWords())));
        List<Found> found =
                report.findings().stream().limit(SHOWN).map(Found::of).toList();
        return report.ok()
                ? new Check(false, "Everything is as it was written.", "good", facts, found, 0)
                : new Check(
                        false,
                        "Not everything is as it was written: " + report.found() + " found.",
                        "bad",
                        facts,
                        found,
                        report.found() - found.size());
    }

    private static String took(Duration time) {
        return Moment.since(time).substring(1);
    }
}
