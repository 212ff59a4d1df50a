package org.countersign.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.countersign.ledger.Calibration;
import org.countersign.ledger.Calibration.Claim;

/**
 * The page that sets claimed confidence against what became of it.
 *
 * @param heads   of the columns of outcomes
 * @param tables  all, then by tool, then by client
 * @param bars    the chart: one bar a claim, as wide as the chart
 * @param told    the chart in words
 * @param problem with what was asked for; empty
 */
public record CalibrationView(
        String days,
        String since,
        boolean truncated,
        int most,
        List<Head> heads,
        List<Table> tables,
        List<Bar> bars,
        String told,
        String problem) {

    private static final int WIDTH = 600;
    private static final int BAR = 34;
    private static final int GAP = 14;
    private static final int LEFT = 110;

    /** @param name of its colour and pattern */
    public record Head(String name, String words) {}

    public record Table(String id, String title, List<Row> rows) {}

    /** @param done in percent of what is over */
    public record Row(
            String of, String claim, long actions, List<Long> numbers, long allowed, long denied, String done) {}

    public record Bar(String label, int y, int textY, List<Part> parts) {}

    /** @param number empty where it would not fit */
    public record Part(String name, int x, int width, int textX, String number) {}

    public int height() {
        return bars.size() * (BAR + GAP);
    }

    static CalibrationView refused(String days, String problem) {
        return new CalibrationView(days, "", false, Calibration.MOST, List.of(), List.of(), List.of(), "", problem);
    }

    static CalibrationView of(Calibrated.Report report) {
        List<Row> all = new ArrayList<>();
        report.claims().forEach(claim -> all.add(row("", claim)));
        all.add(row("", report.all()));
        return new CalibrationView(
                Integer.toString(report.days()),
                Shown.utc(report.counts().since()),
                report.counts().truncated(),
                Calibration.MOST,
                List.of(Tried.Came.values()).stream()
                        .map(came -> new Head(came.wire(), came.words()))
                        .toList(),
                List.of(
                        new Table("all", "All writes", all),
                        new Table("tools", "By tool", rows(report.tools())),
                        new Table("clients", "By client", rows(report.clients()))),
                bars(report.claims()),
                told(report.claims()),
                "");
    }

    private static List<Row> rows(List<Calibrated.Group> groups) {
        List<Row> rows = new ArrayList<>();
        for (Calibrated.Group group : groups) {
            String name = group.name().isEmpty() ? "no client" : group.name();
            group.claims().forEach(claim -> rows.add(row(name, claim)));
        }
        return rows;
    }

    private static Row row(String of, Tried tried) {
        long percent = tried.donePercent();
        return new Row(
                of,
                claimed(tried.name()),
                tried.actions(),
                tried.numbers(),
                tried.allowed(),
                tried.denied(),
                percent < 0 ? "" : percent + " %");
    }

    private static String claimed(String name) {
        return switch (name) {
            case "high" -> "High, from 0.9";
            case "medium" -> "Medium, from 0.7";
            case "low" -> "Low";
            case "none" -> "None given";
            default -> "All";
        };
    }

    private static List<Bar> bars(List<Tried> claims) {
        List<Bar> bars = new ArrayList<>();
        for (Tried claim : claims) {
            int y = bars.size() * (BAR + GAP);
            bars.add(new Bar(Shown.capital(claim.name()), y, y + BAR / 2 + 5, parts(claim)));
        }
        return bars;
    }

    private static List<Part> parts(Tried claim) {
        List<Part> parts = new ArrayList<>();
        long whole = claim.actions();
        long before = 0;
        for (Tried.Came came : Tried.Came.values()) {
            long number = claim.number(came);
            if (number > 0) {
                int x = LEFT + Math.toIntExact((WIDTH - LEFT) * before / whole);
                int end = LEFT + Math.toIntExact((WIDTH - LEFT) * (before + number) / whole);
                String shown = Long.toString(number);
                boolean fits = end - x > 9 * shown.length() + 6;
                parts.add(new Part(came.wire(), x, Math.max(1, end - x), (x + end) / 2, fits ? shown : ""));
                before += number;
            }
        }
        return parts;
    }

    /** What the bars show, for who does not see them. */
    private static String told(List<Tried> claims) {
        List<String> sentences = new ArrayList<>();
        for (Tried claim : claims) {
            long percent = claim.donePercent();
            String of = claim.name().equals(Claim.NONE.name().toLowerCase(Locale.ROOT))
                    ? "Without a confidence"
                    : "With " + claim.name() + " confidence";
            sentences.add(of + ": " + claim.actions() + (claim.actions() == 1 ? " action" : " actions")
                    + (percent < 0 ? "." : ", " + percent + " percent of those that are over were done."));
        }
        return String.join(" ", sentences);
    }
}
