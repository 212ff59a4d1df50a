package org.countersign.fire;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The table of a run, and what is wrong with it. */
record Report(Map<String, AtomicInteger> blows, Map<String, Row> rows, List<String> wrong) {

    private static final String FORMAT = "| %-42s | %6s | %6s | %6s | %7s | %6s | %6s | %6s | %7s | %5s |%n";

    Row total() {
        return rows.values().stream().reduce(Row.NONE, Row::plus);
    }

    int struck() {
        return blows.values().stream().mapToInt(AtomicInteger::get).sum();
    }

    /** Everything that must not be: empty when the promise was kept. */
    List<String> broken() {
        List<String> broken = new ArrayList<>(wrong);
        rows.forEach((origin, row) -> {
            if (row.doubles() + row.lost() + row.open() + row.person() > 0) {
                broken.add(origin + ": " + row);
            }
        });
        return broken;
    }

    String table() {
        StringBuilder table = new StringBuilder();
        table.append(FORMAT.formatted(
                "point/harm", "blows", "wanted", "calls", "effects", "done", "failed", "person", "doubles", "lost"));
        table.append("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n");
        java.util.TreeSet<String> origins = new java.util.TreeSet<>(rows.keySet());
        origins.addAll(blows.keySet());
        for (Point point : Point.values()) {
            for (Harm harm : Harm.values()) {
                String origin = Assault.origin(point, harm);
                if (origins.remove(origin)) {
                    line(table, origin, rows.getOrDefault(origin, Row.NONE));
                }
            }
        }
        origins.forEach(origin -> line(table, origin, rows.getOrDefault(origin, Row.NONE)));
        line(table, "all", total());
        return table.toString();
    }

    private void line(StringBuilder table, String origin, Row row) {
        AtomicInteger struck = blows.get(origin);
        table.append(FORMAT.formatted(
                origin,
                origin.equals("all") ? struck() : struck == null ? 0 : struck.get(),
                row.wanted(),
                row.calls(),
                row.effects(),
                row.done(),
                row.failed(),
                row.person() + row.open(),
                row.doubles(),
                row.lost()));
    }
}
