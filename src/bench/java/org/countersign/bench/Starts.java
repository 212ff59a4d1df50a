package org.countersign.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * From the start of a process to the answer of an authenticated get_order, as somebody waits for it whose call wakes a server:
 * the ways to start it in turn, some rounds. The database is up and migrated, the identity provider answers.
 */
final class Starts {

    private static final String FROM = "<!-- starts -->";
    private static final String TO = "<!-- /starts -->";
    private static final long PATIENCE = 60_000_000_000L;

    private record Start(double millis, double cpuMillis, long megabytes) {}

    private final Sut sut;
    private final String call;
    private final Map<String, List<Start>> all = new LinkedHashMap<>();

    private Starts(Sut sut) {
        this.sut = sut;
        this.call = McpClient.call(
                "get_order",
                "{\"order_id\":\""
                        + sut.column("select id from shop.orders order by id").getFirst() + "\"}");
    }

    static void main(int rounds) throws Exception {
        Path image = Path.of("target-aot", "image");
        if (!Files.exists(image.resolve("countersign.aot"))) {
            throw new IllegalStateException("first: ./mvnw -Paot package");
        }
        Path jar = Path.of(System.getProperty("package.directory"), "quarkus-app/quarkus-run.jar");
        List<Program> programs = List.of(
                Program.jar(jar, "-Xmx256m").named("`java -jar`, -Xmx256m"),
                Program.jar(jar, "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
                        .named("the same, SerialGC, C1 only"),
                Program.image(image, "-XX:AOTMode=off").named("the image without its cache"),
                Program.image(image, "-XX:AOTMode=on").named("**the image**"),
                Program.image(image, "-XX:AOTMode=on", "-XX:TieredStopAtLevel=4")
                        .named("the image, C2 as well"));
        try (Sut sut = Sut.start()) {
            Starts starts = new Starts(sut);
            sut.stopServer();
            for (int round = 0; round <= rounds; round++) {
                for (Program program : programs) {
                    starts.one(program, round > 0);
                }
            }
            Report.replace(
                    Path.of(System.getProperty("bench.report")),
                    FROM,
                    TO,
                    FROM + "\n" + Report.machine(sut) + "\n" + starts.table(programs.getFirst(), rounds) + TO);
        }
    }

    private void one(Program program, boolean counts) throws Exception {
        long begun = System.nanoTime();
        ProcessHandle process = sut.startedAs(program);
        try {
            answered(begun, process);
            double millis = (System.nanoTime() - begun) / 1e6;
            double cpu = process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e6;
            Thread.sleep(2_000); // what a start leaves to do
            Start start = new Start(millis, cpu, Memory.of(process).now());
            System.out.printf("%-40s %s%n", program.name(), start);
            if (counts) {
                all.computeIfAbsent(program.name(), any -> new ArrayList<>()).add(start);
            }
        } finally {
            process.destroy();
            process.onExit().join();
        }
    }

    private void answered(long begun, ProcessHandle process) throws Exception {
        while (System.nanoTime() - begun < PATIENCE && process.isAlive()) {
            try (McpClient client = new McpClient(sut.endpoint("/mcp"), sut.token)) {
                if (client.send(call).contains(Refunding.VERSION)) {
                    return;
                }
            } catch (IOException notYet) {
                Thread.sleep(5);
            }
        }
        throw new IOException("it did not answer: " + process.info());
    }

    private String table(Program first, int rounds) {
        StringBuilder table = new StringBuilder(
                "Medians of %d rounds.%n%n| | first answer, ms | to the first row | CPU till then, ms | to the first row | MB after it |%n|---|---:|---:|---:|---:|---:|%n"
                        .formatted(rounds));
        all.keySet()
                .forEach(name -> table.append("| %s | %.0f | %.2f | %.0f | %.2f | %.0f |%n"
                        .formatted(
                                name,
                                median(name, Start::millis),
                                ratio(name, first.name(), Start::millis),
                                median(name, Start::cpuMillis),
                                ratio(name, first.name(), Start::cpuMillis),
                                median(name, Start::megabytes))));
        System.out.print(table);
        return table.toString();
    }

    private double median(String name, ToDoubleFunction<Start> of) {
        double[] sorted = all.get(name).stream().mapToDouble(of).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** The median of the rounds' ratios. */
    private double ratio(String name, String than, ToDoubleFunction<Start> of) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < all.get(name).size(); i++) {
            ratios.add(of.applyAsDouble(all.get(name).get(i))
                    / of.applyAsDouble(all.get(than).get(i)));
        }
        ratios.sort(Double::compare);
        return ratios.get(ratios.size() / 2);
    }
}
