package org.countersign.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Mixed traffic of more and more models at once, each level bounded in time and in calls; then the shop's own books are held
 * against what was answered, and the server is left alone for a while. What is wrong ends the run.
 */
final class Mixed {

    private final Sut sut;
    private final Goods goods;
    private final AtomicInteger orders = new AtomicInteger();
    private final List<String> written = new ArrayList<>();
    private final Duration time = Duration.ofSeconds(Integer.getInteger("bench.seconds", 4));
    private final int calls = Integer.getInteger("bench.calls", 30_000);
    private final MixedReport report = new MixedReport();

    private Mixed(Sut sut, int levels) {
        this.sut = sut;
        this.goods = new Goods(sut, (levels + 1) * (calls / Kind.TURN.length + 200));
    }

    static void main(int most) throws Exception {
        String image = System.getProperty("bench.image", "");
        String[] options = System.getProperty("bench.java", "").split(" ", -1);
        Program program = image.isEmpty()
                ? Program.jar(Path.of(System.getProperty("package.directory"), "quarkus-app/quarkus-run.jar"), options)
                : Program.image(Path.of(image), options);
        try (Sut sut = Sut.start(program, "{}")) {
            new Mixed(sut, 32 - Integer.numberOfLeadingZeros(most)).run(program, most);
        }
    }

    private void run(Program program, int most) throws Exception {
        Memory fresh = Memory.of(sut.process());
        level(Math.min(4, most), time.multipliedBy(3)); // warms up, and counts in the books only
        sut.sql(
                sut.name,
                "analyze"); // as PostgreSQL does by itself a minute after: until then it plans for empty tables
        for (int clients = 1; clients <= most; clients *= 2) {
            report.level(clients, level(clients, time), Memory.of(sut.process()), heap());
        }
        List<String> wrong = goods.disagreements();
        written.sort(String::compareTo);
        if (!goods.refunds().equals(written)) {
            wrong.add("of " + written.size() + " refunds that were answered the shop has "
                    + goods.refunds().size());
        }
        if (!wrong.isEmpty()) {
            throw new IllegalStateException(String.join("\n", wrong.subList(0, Math.min(20, wrong.size()))));
        }
        Memory loaded = Memory.of(sut.process());
        Idle idle = Idle.watch(sut, Duration.ofSeconds(Integer.getInteger("bench.idle", 60)));
        report.write(sut, program, written.size(), fresh, loaded, idle);
    }

    private MixedReport.Level level(int clients, Duration atMost) throws Exception {
        AtomicInteger left = new AtomicInteger(calls);
        List<Shopper> shoppers = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            shoppers.add(new Shopper(new McpClient(sut.endpoint("/mcp"), sut.token("load-" + i)), orders, left));
        }
        Load.Result result = Load.run(shoppers, atMost, sut::cpu);
        shoppers.forEach(each -> written.addAll(each.written()));
        return new MixedReport.Level(result, shoppers);
    }

    /** In use, as the server says, in MB. */
    private long heap() throws IOException, InterruptedException {
        URI metrics = sut.endpoint("/q/metrics");
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofLines())
                            .body()
                            .filter(line -> line.startsWith("jvm_memory_used_bytes") && line.contains("area=\"heap\""))
                            .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                            .sum()
                    >> 20;
        }
    }
}
