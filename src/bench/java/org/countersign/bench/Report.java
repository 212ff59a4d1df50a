package org.countersign.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** What was measured, as a part of BENCHMARKS.md: all between the two marks is replaced. */
final class Report {

    private static final String FROM = "<!-- measured -->";
    private static final String TO = "<!-- /measured -->";

    private final Map<String, List<Load.Result>> results = new TreeMap<>();
    private String reads = "";
    private String refunds = "";

    void add(String what, int clients, Load.Result result) {
        results.computeIfAbsent(what + " " + clients, any -> new ArrayList<>()).add(result);
    }

    /** @param calls the statements of each, in order */
    void reads(List<List<Sent>> calls) {
        reads = Counts.typical(calls);
        show("one get_order: " + reads, calls.get(calls.size() / 2));
    }

    void refunds(List<List<Sent>> calls) {
        refunds = Counts.typical(calls);
        show("one refund: " + refunds, calls.get(calls.size() / 2));
    }

    private static void show(String title, List<Sent> example) {
        System.out.println(title);
        example.forEach(sent -> System.out.println((sent.shop() ? "  shop    " : "  ledger  ")
                + sent.sql()
                        .strip()
                        .replaceAll("\\s+", " ")
                        .transform(sql -> sql.substring(0, Math.min(110, sql.length())))));
    }

    void write(Sut sut, Path file, int[] clients) throws IOException {
        String measured = FROM + "\n" + machine(sut) + "\n" + ratios(clients) + "\n" + absolute(clients)
                + "\n* one get_order: " + reads + "\n* one refund: " + refunds + "\n" + TO;
        System.out.println(measured);
        replace(file, FROM, TO, measured);
    }

    /** What is between the two marks, by what begins and ends with them. */
    static void replace(Path file, String from, String to, String by) throws IOException {
        String text = Files.exists(file) ? Files.readString(file) : from + "\n" + to + "\n";
        int begin = text.indexOf(from);
        int end = text.indexOf(to) + to.length();
        Files.writeString(file, text.substring(0, begin) + by + text.substring(end));
    }

    static String machine(Sut sut) {
        return "%s, %s: %s, %d cores, %s, JDK %s, PostgreSQL %s; driver, server and database share the cores.%n"
                .formatted(
                        LocalDate.now(ZoneOffset.UTC),
                        System.getProperty("os.name"),
                        proc("/proc/cpuinfo", "model name", System.getProperty("os.arch")),
                        Runtime.getRuntime().availableProcessors(),
                        proc("/proc/meminfo", "MemTotal", "memory unknown"),
                        Runtime.version(),
                        sut.column("show server_version").getFirst());
    }

    private static String proc(String file, String name, String otherwise) {
        try {
            return Files.readAllLines(Path.of(file)).stream()
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(otherwise);
        } catch (IOException notLinux) {
            return otherwise;
        }
    }

    private String ratios(int[] clients) {
        StringBuilder table = new StringBuilder("| clients | get_order / trivial tool (aim 0.4) |"
                + " refund_order / its statements alone (aim 0.5) |\n|---:|---:|---:|\n");
        for (int n : clients) {
            table.append("| %d | %.2f | %.2f |%n"
                    .formatted(n, ratio("get_order", "trivial", n), ratio("refund_order", "statements", n)));
        }
        return table.toString();
    }

    /** The median of the rounds' ratios: what was measured one after the other had about the same machine. */
    private double ratio(String what, String than, int clients) {
        List<Load.Result> above = results.get(what + " " + clients);
        List<Load.Result> below = results.get(than + " " + clients);
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < above.size(); i++) {
            ratios.add(above.get(i).perSecond() / below.get(i).perSecond());
        }
        ratios.sort(Comparator.naturalOrder());
        return ratios.get(ratios.size() / 2);
    }

    private String absolute(int[] clients) {
        StringBuilder table =
                new StringBuilder("| | clients | calls/s | p50 ms | p99 ms | CPU µs/call: server | PostgreSQL |"
                        + " driver |\n|---|---:|---:|---:|---:|---:|---:|---:|\n");
        for (String what : List.of("trivial", "get_order", "refund_order", "statements")) {
            for (int n : clients) {
                List<Load.Result> rounds = new ArrayList<>(results.get(what + " " + n));
                rounds.sort(Comparator.comparingDouble(Load.Result::perSecond));
                Load.Result median = rounds.get(rounds.size() / 2);
                table.append("| %s | %d | %.0f | %.2f | %.2f | %d | %d | %d |%n"
                        .formatted(
                                what,
                                n,
                                median.perSecond(),
                                median.percentile(0.5),
                                median.percentile(0.99),
                                perCall(median, Cpu::server),
                                perCall(median, Cpu::postgres),
                                perCall(median, Cpu::driver)));
            }
        }
        return table.toString();
    }

    private static long perCall(Load.Result result, ToLongFunction<Cpu> part) {
        return part.applyAsLong(result.cpu()) / Math.max(1, result.nanos().length);
    }
}
