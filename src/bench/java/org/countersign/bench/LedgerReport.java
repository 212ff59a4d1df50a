package org.countersign.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What long ledgers and a slow shop cost, as a part of BENCHMARKS.md: all between the two marks is replaced. */
final class LedgerReport {

    static final String BEFORE = "before";
    static final String SLOW = "refund_order, slow shop";
    private static final String FROM = "<!-- ledgers -->";
    private static final String TO = "<!-- /ledgers -->";
    private static final int OFTEN = 20;

    private final Map<String, Map<String, List<Load.Result>>> results = new LinkedHashMap<>();
    private final Map<String, Map<String, Double>> statements = new LinkedHashMap<>();
    private final Map<String, String> counts = new LinkedHashMap<>();
    private double shopCalls;

    void add(String what, int clients, String place, Load.Result result) {
        results.computeIfAbsent(what + "; " + clients, any -> new LinkedHashMap<>())
                .computeIfAbsent(place, any -> new ArrayList<>())
                .add(result);
    }

    /** A refund. */
    void shopCalls(double each) {
        shopCalls = each;
    }

    void statements(String place, List<List<Sent>> calls, Durations durations) {
        counts.put(
                place,
                Counts.typical(calls.stream()
                        .filter(call -> call.stream().anyMatch(sent -> sent.words() == Sent.Words.WRITE))
                        .toList()));
        statements.put(place, durations.medians(OFTEN));
    }

    void write(Sut sut, Path file, int[] clients) throws IOException {
        String measured = FROM + "\n" + Report.machine(sut) + "\n" + calls() + "\n"
                + "A refund makes %.1f calls to the shop.%n%n".formatted(shopCalls) + asked() + "\n" + counted() + TO;
        System.out.println(measured);
        Report.replace(file, FROM, TO, measured);
    }

    private String calls() {
        StringBuilder table = new StringBuilder(
                "| | clients | actions | calls/s | to the shortest | p50 ms | p99 ms |\n|---|---:|---:|---:|---:|---:|---:|\n");
        results.forEach((what, places) -> {
            String shortest = places.keySet().stream()
                    .filter(place -> !place.equals(BEFORE))
                    .findFirst()
                    .orElseThrow();
            places.forEach((place, rounds) -> {
                Load.Result median = median(rounds);
                table.append("| %s | %s | %s | %.1f | %.2f | %.2f | %.2f |%n"
                        .formatted(
                                what.substring(0, what.indexOf("; ")),
                                what.substring(what.indexOf("; ") + 2),
                                place,
                                median.perSecond(),
                                ratio(rounds, places.get(shortest)),
                                median.percentile(0.5),
                                median.percentile(0.99)));
            });
        });
        return table.toString();
    }

    private static Load.Result median(List<Load.Result> rounds) {
        List<Load.Result> sorted = new ArrayList<>(rounds);
        sorted.sort(Comparator.comparingDouble(Load.Result::perSecond));
        return sorted.get(sorted.size() / 2);
    }

    /** The median of the rounds' ratios. */
    private static double ratio(List<Load.Result> above, List<Load.Result> below) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < above.size(); i++) {
            ratios.add(above.get(i).perSecond() / below.get(i).perSecond());
        }
        ratios.sort(Comparator.naturalOrder());
        return ratios.get(ratios.size() / 2);
    }

    /** The dearest statements of a refund at every size; what reads alike is one line. */
    private String asked() {
        Map<String, Map<String, Double>> byName = new TreeMap<>();
        statements.forEach((place, each) -> each.forEach((sql, micros) ->
                byName.computeIfAbsent(name(sql), any -> new LinkedHashMap<>()).merge(place, micros, Double::sum)));
        List<String> names = new ArrayList<>(new TreeSet<>(byName.keySet()));
        names.sort(Comparator.comparingDouble((String name) -> byName.get(name).values().stream()
                        .mapToDouble(d -> d)
                        .max()
                        .orElse(0))
                .reversed());
        StringBuilder table = new StringBuilder("| µs of a refund's statements |");
        statements.keySet().forEach(place -> table.append(" %s |".formatted(place)));
        table.append("\n|---|").append("---:|".repeat(statements.size())).append('\n');
        for (String name : names.subList(0, Math.min(20, names.size()))) {
            table.append("| `%s` |".formatted(name.replace("|", "\\|")));
            for (String place : statements.keySet()) {
                Double micros = byName.get(name).get(place);
                table.append(micros == null ? " |" : " %.0f |".formatted(micros));
            }
            table.append('\n');
        }
        return table.toString();
    }

    private static String name(String sql) {
        String said = sql.replaceAll("\\$\\d+(::\\w+)?", "?");
        int inserted = said.indexOf("insert into action (");
        if (inserted >= 0) {
            return "claim: insert action, words, events";
        } else if (said.contains("settled_at = now(), watched_at")) {
            return "settle: lease, action, key, steps, events";
        } else if (said.contains("insert into budget_use")) {
            return "mark: lease, action, budget, steps, events";
        }
        return said.substring(0, Math.min(90, said.length()));
    }

    private String counted() {
        StringBuilder lines = new StringBuilder();
        counts.forEach((place, count) -> lines.append("* one refund, %s: %s%n".formatted(place, count)));
        return lines.toString();
    }
}
