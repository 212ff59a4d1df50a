package org.countersign.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One run: warm up, then in turn the framework's trivial tool, get_order, refund_order and the statements of those refunds
 * without the server, with 1, 4 and 8 clients; three times, since a machine has moods. The medians go to BENCHMARKS.md.
 */
final class Benchmark {

    private static final int[] CLIENTS = {1, 4, 8};
    private static final int MOST = CLIENTS[CLIENTS.length - 1];
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
    private static final int WARM_UP_PASSES = 3;

    private final Sut sut;
    private final List<String> orders;
    private final List<String> refundable;
    private final Duration time = Duration.ofSeconds(Integer.getInteger("bench.seconds", 4));
    private final Report report = new Report();
    private int pass;
    private List<List<Sent>> refunds = List.of();

    private Benchmark(Sut sut) {
        this.sut = sut;
        this.orders = sut.column("select id from shop.orders order by id");
        this.refundable = sut.refundableOrders();
    }

    public static void main(String... args) throws Exception {
        if (Integer.getInteger("bench.start", 0) > 0) {
            Starts.main(Integer.getInteger("bench.start"));
            return;
        }
        if (Integer.getInteger("bench.load", 0) > 0) {
            Mixed.main(Integer.getInteger("bench.load"));
            return;
        }
        if (Integer.getInteger("bench.pages", 0) > 0) {
            Pages.main(Integer.getInteger("bench.pages"));
            return;
        }
        if (!System.getProperty("bench.rows", "").isEmpty()) {
            Ledgers.main();
            return;
        }
        try (Sut sut = Sut.start()) {
            new Benchmark(sut).run();
        }
    }

    private void run() throws Exception {
        say("warming up, and writing down every statement");
        capture();
        replay(MOST, Duration.ofMinutes(1));
        Load.run(Calls.trivial(sut, MOST), time.multipliedBy(3), sut::cpu);
        Load.run(Calls.getOrder(sut, MOST, orders), time.multipliedBy(6), sut::cpu);
        for (int i = 0; i < WARM_UP_PASSES; i++) {
            refund(MOST, Duration.ofMinutes(1));
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (int clients : CLIENTS) {
                measured("trivial", clients, Load.run(Calls.trivial(sut, clients), time, sut::cpu));
                measured("get_order", clients, Load.run(Calls.getOrder(sut, clients, orders), time, sut::cpu));
                measured("refund_order", clients, refund(clients, time));
                measured("statements", clients, replay(clients, time));
            }
        }
        if (Boolean.getBoolean("bench.profile")) {
            profile();
        }
        if (ROUNDS > 0) {
            report.write(sut, Path.of(System.getProperty("bench.report")), CLIENTS);
        }
    }

    private void capture() throws Exception {
        try (StatementLog log = new StatementLog(sut)) {
            Load.Client reading = Calls.getOrder(sut, 1, orders).getFirst();
            Load.run(List.of(log.marked(reading)), Duration.ofSeconds(3), sut::cpu);
            report.reads(log.calls());
        }
        List<Refunding> clients = Refunding.pass(sut, 1, refundable, pass++);
        try (StatementLog log = new StatementLog(sut)) {
            Load.run(List.of(log.marked(clients.getFirst())), Duration.ofMinutes(5), sut::cpu);
            // what ran in the background before the first or after the last of them is none of them
            refunds = log.calls().stream()
                    .filter(call -> call.stream().anyMatch(sent -> sent.words() == Sent.Words.WRITE))
                    .toList();
            report.refunds(refunds);
        }
    }

    private Load.Result refund(int clients, Duration atMost) throws IOException, InterruptedException, Exception {
        sut.reset();
        return Load.run(Refunding.pass(sut, clients, refundable, pass++), atMost, sut::cpu);
    }

    private Load.Result replay(int clients, Duration atMost) throws Exception {
        List<List<Sent>> first = refunds.subList(0, refundable.size());
        List<List<Sent>> second = refunds.subList(refundable.size(), refunds.size());
        sut.copy("replay", "base");
        // the first refund of each order is not counted: pages of a new copy cost more at their first change
        int before = Load.run(Replay.clients(sut, MOST, first), Duration.ofMinutes(1), sut::cpu)
                .nanos()
                .length;
        Load.Result result = Load.run(Replay.clients(sut, clients, second), atMost, sut::cpu);
        Replay.check(sut, before + result.nanos().length);
        return result;
    }

    /** Recordings of the server at work, beside the build; not part of what is measured. */
    private void profile() throws Exception {
        try (Recording recording = new Recording(sut, "get_order")) {
            Load.run(Calls.getOrder(sut, 4, orders), time.multipliedBy(4), sut::cpu);
        }
        List<Refunding> clients = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            sut.reset();
            clients = Refunding.pass(sut, 4, refundable, pass++);
            try (Recording recording = new Recording(sut, "refund_order-" + i)) {
                Load.run(clients, Duration.ofMinutes(1), sut::cpu);
            }
        }
    }

    private void measured(String what, int clients, Load.Result result) {
        report.add(what, clients, result);
        say("%-13s %d clients %8.0f /s  p50 %6.2f ms  p99 %6.2f ms"
                .formatted(what, clients, result.perSecond(), result.percentile(0.5), result.percentile(0.99)));
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
