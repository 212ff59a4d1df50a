package org.countersign.fire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.CompletableFuture;

/** {@code ./mvnw -Pfire}: as many kills as are wanted, with cuts and pauses beside them; the result goes into BENCHMARKS.md. */
final class Fire {

    private static final String BEGIN = "<!-- fire:begin -->";
    private static final String END = "<!-- fire:end -->";

    private final int kills = Integer.getInteger("fire.kills", 1_000);
    private final long seed = Long.getLong("fire.seed", 20261121);
    private final long begun = System.nanoTime();
    private volatile boolean over;

    public static void main(String[] arguments) {
        try {
            System.exit(new Fire().run() ? 0 : 1);
        } catch (Throwable broken) {
            broken.printStackTrace();
            System.exit(2);
        }
    }

    private boolean run() throws IOException {
        try (Campaign campaign = new Campaign(3, seed).load(2, 250).atMost(kills)) {
            CompletableFuture<Void> beside = CompletableFuture.runAsync(() -> {
                while (!over) {
                    campaign.cuts(campaign.replica(2));
                    campaign.pauses(campaign.replica(2));
                }
            });
            for (int round = 1; campaign.kills() < kills; round++) {
                round(campaign, round);
                System.out.printf("%d of %d kills in %d s%n", campaign.kills(), kills, seconds());
                write(text(
                        campaign.soFar(),
                        campaign.kills(),
                        "STOPPED EARLY, after %d of %d kills: ".formatted(campaign.kills(), kills)));
            }
            over = true;
            beside.join();
            Report report = campaign.report();
            String text = text(report, campaign.kills(), "");
            System.out.println(text);
            report.broken().forEach(System.out::println);
            write(text);
            return report.broken().isEmpty();
        }
    }

    private void round(Campaign campaign, int n) {
        campaign.kills(5, campaign.replica(0), campaign.replica(1));
        for (int random = 0; random < 6 && Campaign.wholly() && campaign.kills() < kills; random++) {
            campaign.killAtRandom(campaign.replica(random % 2));
        }
        campaign.sweeps(n % 3 == 0 ? Harm.CUT : Harm.KILL, campaign.replica(0), campaign.replica(1));
    }

    private String text(Report report, int killed, String early) throws IOException {
        String verdict = report.broken().isEmpty()
                ? "Everything that was wanted happened exactly once, and ledger, shop and clients agree."
                : "BROKEN: " + String.join("; ", report.broken());
        return "%s, %s, %d cores, JDK %s: %d kills, %d blows in all, in %d minutes; seed %d.%n%s%s%n%n%s"
                .formatted(
                        LocalDate.now(java.time.ZoneOffset.UTC),
                        machine(),
                        Runtime.getRuntime().availableProcessors(),
                        Runtime.version(),
                        killed,
                        report.struck(),
                        seconds() / 60,
                        seed,
                        early,
                        verdict,
                        report.table());
    }

    private static String machine() throws IOException {
        Path cpu = Path.of("/proc/cpuinfo");
        String name = System.getProperty("os.name");
        return !Files.isReadable(cpu)
                ? name
                : Files.readAllLines(cpu).stream()
                        .filter(line -> line.startsWith("model name"))
                        .map(line -> name + ": "
                                + line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse(name);
    }

    private static void write(String text) throws IOException {
        Path report = Path.of(System.getProperty("fire.report", "BENCHMARKS.md"));
        String before = Files.exists(report) ? Files.readString(report) : "";
        if (!before.contains(BEGIN)) {
            before = before + "\n" + BEGIN + "\n" + END + "\n";
        }
        Files.writeString(
                report,
                before.substring(0, before.indexOf(BEGIN) + BEGIN.length()) + "\n" + text
                        + before.substring(before.indexOf(END)));
    }

    private long seconds() {
        return (System.nanoTime() - begun) / 1_000_000_000;
    }
}
