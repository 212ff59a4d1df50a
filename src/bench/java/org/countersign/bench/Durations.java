package org.countersign.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How long PostgreSQL took for each statement, by its own log: with it the time for reading and planning it, where it was
 * read and planned. Fed with the log's entries in order.
 */
final class Durations {

    private record Open(String sql, double micros) {}

    private final Map<String, Double> before = new HashMap<>();
    private final Map<String, Open> running = new HashMap<>();
    private final Map<String, List<Double>> all = new LinkedHashMap<>();

    /** @param who the connection */
    void read(String who, String text) {
        if (text.startsWith("duration: ")) {
            double micros = 1000 * Double.parseDouble(text.substring(10, text.indexOf(" ms")));
            Open open = running.remove(who);
            if (open == null) {
                before.merge(who, micros, Double::sum);
            } else {
                all.computeIfAbsent(open.sql(), any -> new ArrayList<>()).add(open.micros() + micros);
            }
        } else if (text.startsWith("execute ") || text.startsWith("statement: ")) {
            Double prepared = before.remove(who);
            String sql = text.substring(text.indexOf(": ") + 2).strip().replaceAll("\\s+", " ");
            running.put(who, new Open(sql, prepared == null ? 0 : prepared));
        }
    }

    /** The median of each statement that was sent at least this often, in microseconds. */
    Map<String, Double> medians(int often) {
        Map<String, Double> medians = new LinkedHashMap<>();
        all.forEach((sql, each) -> {
            if (each.size() >= often) {
                each.sort(Comparator.naturalOrder());
                medians.put(sql, each.get(each.size() / 2));
            }
        });
        return medians;
    }
}
