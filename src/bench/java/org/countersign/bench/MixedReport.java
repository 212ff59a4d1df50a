package org.countersign.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/** The section "Load" of BENCHMARKS.md. */
final class MixedReport {

    private static final String FROM = "<!-- load -->";
    private static final String TO = "<!-- /load -->";

    /** What was done at once for a while, and by whom. */
    record Level(Load.Result result, List<Shopper> shoppers) {

        private double percentile(Predicate<Kind> of, double share) {
            long[] sorted = shoppers.stream()
                    .flatMap(each -> each.nanos().entrySet().stream())
                    .filter(each -> of.test(each.getKey()))
                    .flatMap(each -> each.getValue().stream())
                    .mapToLong(Long::longValue)
                    .sorted()
                    .toArray();
            return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, sorted.length * share)] / 1e6;
        }

        private String times(Predicate<Kind> of) {
            return "%.2f / %.2f".formatted(percentile(of, 0.5), percentile(of, 0.99));
        }

        private long perCall(ToLongFunction<Cpu> part) {
            return part.applyAsLong(result.cpu()) / Math.max(1, result.nanos().length);
        }
    }

    private final List<String> rows = new ArrayList<>();
    private Level most;

    void level(int clients, Level level, Memory memory, long heap) {
        most = level;
        String row = "| %d | %.0f | %s | %s | %s | %d | %d | %d | %d | %d |"
                .formatted(
                        clients,
                        level.result.perSecond(),
                        level.times(kind -> kind.sort.equals("read")),
                        level.times(kind -> kind.sort.equals("dry run")),
                        level.times(kind -> kind.sort.equals("write")),
                        level.perCall(Cpu::server),
                        level.perCall(Cpu::postgres),
                        level.perCall(Cpu::driver),
                        memory.now(),
                        heap);
        System.out.println(row);
        rows.add(row);
    }

    void write(Sut sut, Program program, int writes, Memory fresh, Memory loaded, Idle idle) throws IOException {
        StringBuilder text =
                new StringBuilder(FROM + "\n" + Report.machine(sut) + "Server: " + program.name() + ".\n\n");
        text.append("| clients | calls/s | reads p50 / p99 ms | dry runs | writes | CPU µs/call: server | PostgreSQL |"
                + " driver | server MB | heap MB |\n|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n");
        rows.forEach(row -> text.append(row).append('\n'));
        text.append("\n| most clients | p50 / p99 ms |\n|---|---:|\n");
        for (Kind kind : Kind.values()) {
            text.append("| %s | %s |%n".formatted(kind.label(), most.times(kind::equals)));
        }
        text.append(
                "%n* every answer was the expected one; the shop's books show the %d refunds that were answered, each once, and nothing else%n"
                        .formatted(writes));
        text.append(
                "* memory: %d MB before the first call, %d MB after the load (at most %d), %d MB after %d s without a call%n"
                        .formatted(
                                fresh.now(),
                                loaded.now(),
                                loaded.most(),
                                idle.memory().now(),
                                idle.time().toSeconds()));
        text.append("* in those %d s: %d ms of CPU, %d transactions, %d connections to the database%n%s"
                .formatted(idle.time().toSeconds(), idle.cpuMillis(), idle.transactions(), idle.connections(), TO));
        System.out.println(text);
        Report.replace(Path.of(System.getProperty("bench.report")), FROM, TO, text.toString());
    }
}
