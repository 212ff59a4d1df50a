package org.countersign.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.countersign.scripted.Rule;
import org.countersign.scripted.ScriptedShop;

/**
 * What a long ledger and a slow shop cost: guarded refunds with every limit, and reads of what was done, on ledgers of
 * several sizes beside each other, in turn; on the longest also with another package of the server, if one is given.
 */
final class Ledgers {

    private static final String LIMITS = """
            {"max_amount": {"amount": "500.00", "currency": "USD"}, "max_percent_of_order": 90,
             "daily_amount": {"amount": "1000000.00", "currency": "USD"}, "daily_count": 1000000,
             "per_customer_30_days": {"amount": {"amount": "1000000.00", "currency": "USD"}, "count": 1000000}}""";

    private static final Path JAR = Path.of(System.getProperty("package.directory"), "quarkus-app/quarkus-run.jar");
    private static final int SLOW_MS = 50;
    private static final int[] CLIENTS = {1, 4};

    private final Duration time = Duration.ofSeconds(Integer.getInteger("bench.seconds", 4));
    private final int rounds = Integer.getInteger("bench.rounds", 3);
    private final LedgerReport report = new LedgerReport();
    private final Map<String, Sut> places = new LinkedHashMap<>();
    private int pass;

    static void main() throws Exception {
        String before = System.getProperty("bench.before", "");
        Path earlier = Path.of(before, "quarkus-run.jar");
        List<Integer> sizes = Arrays.stream(System.getProperty("bench.rows").split(","))
                .map(size -> Integer.parseInt(size.strip()))
                .sorted()
                .toList();
        try (Sut first = Sut.start(before.isEmpty() ? JAR : earlier, LIMITS);
                ScriptedShop shop = ScriptedShop.start()) {
            new Ledgers().run(first, shop, sizes, before.isEmpty() ? null : earlier);
        }
    }

    private void run(Sut first, ScriptedShop shop, List<Integer> sizes, Path earlier) throws Exception {
        refund(first, 1, Duration.ofMinutes(1));
        first.stopServer();
        for (int size : sizes) {
            long begun = System.nanoTime();
            first.copyFiles("rows_" + size, first.name);
            Filling.fill(first, "rows_" + size, size);
            say("%,d actions in %d s".formatted(size, (System.nanoTime() - begun) / 1_000_000_000));
        }
        int longest = sizes.getLast();
        if (earlier != null) {
            first.copyFiles("before", "rows_" + longest);
            places.put(LedgerReport.BEFORE, first.beside(earlier, "before", Map.of()));
        }
        for (int size : sizes) {
            places.put("%,d".formatted(size), first.beside(JAR, "rows_" + size, Map.of()));
        }
        first.copyFiles("slow", first.name);
        Map<String, String> remote = new LinkedHashMap<>(shop.settings());
        remote.put("countersign.sample-shop", "false");
        Sut slow = first.beside(JAR, "slow", remote);
        try {
            measure();
            slow(slow, shop);
            statements();
            report.write(places.values().iterator().next(), Path.of(System.getProperty("bench.report")), CLIENTS);
        } finally {
            places.values().forEach(Sut::stopServer);
            slow.stopServer();
        }
    }

    private void measure() throws Exception {
        for (Map.Entry<String, Sut> place : places.entrySet()) {
            say("warming up " + place.getKey());
            for (int i = 0; i < 4; i++) {
                refund(place.getValue(), 4, time.multipliedBy(2));
            }
        }
        for (int round = 0; round < rounds; round++) {
            for (int clients : CLIENTS) {
                for (Map.Entry<String, Sut> place : places.entrySet()) {
                    Sut sut = place.getValue();
                    add("refund_order", clients, place.getKey(), refund(sut, clients, time));
                }
            }
            for (Map.Entry<String, Sut> place : places.entrySet()) {
                reads(place.getKey(), place.getValue());
            }
        }
    }

    private void reads(String place, Sut sut) throws Exception {
        Duration brief = time.dividedBy(2);
        List<String> some = sut.column("select id from countersign.action order by key_hash limit 500");
        List<String> orders = sut.column("select id from shop.orders order by id");
        add("get_action", 1, place, Load.run(Calls.read(sut, "get_action", one("action_id", some)), brief, sut::cpu));
        add(
                "list_actions of an order",
                1,
                place,
                Load.run(Calls.read(sut, "list_actions", one("order_id", orders)), brief, sut::cpu));
        add(
                "list_actions, the newest",
                1,
                place,
                Load.run(Calls.read(sut, "list_actions", List.of("{}")), brief, sut::cpu));
        add(
                "list_actions by a rare status",
                1,
                place,
                Load.run(Calls.read(sut, "list_actions", one("status", List.of("denied"))), brief, sut::cpu));
    }

    private static List<String> one(String name, List<String> values) {
        return values.stream()
                .map(value -> "{\"" + name + "\":\"" + value + "\"}")
                .toList();
    }

    /** Every call to the shop takes this long, reads and looks, too. */
    private void slow(Sut sut, ScriptedShop shop) throws Exception {
        shop.reset(20_000);
        int next = 1;
        for (int round = 0; round <= rounds; round++) {
            for (int clients : CLIENTS) {
                List<String> orders = new ArrayList<>();
                for (; orders.size() < 100; next += 2) { // of one customer, one payment, in USD
                    if ((next + 1) / 2 % 10 != 7 && (next + 1) / 2 % 10 != 8) {
                        orders.add("S" + next);
                    }
                }
                shop.forgetScript();
                List<Refunding> refunding = Refunding.pass(sut, clients, orders, pass++);
                shop.script(Rule.on("*").delay(SLOW_MS));
                int before = shop.calls().size();
                Load.Result result = Load.run(refunding, time, sut::cpu);
                report.shopCalls((double) (shop.calls().size() - before) / result.nanos().length);
                if (round > 0) {
                    add(LedgerReport.SLOW, clients, SLOW_MS + " ms", result);
                }
            }
        }
    }

    private void statements() throws Exception {
        for (Map.Entry<String, Sut> place : places.entrySet()) {
            Sut sut = place.getValue();
            sut.reset();
            Refunding refunding =
                    Refunding.pass(sut, 1, sut.refundableOrders(), pass++).getFirst();
            try (StatementLog log = new StatementLog(sut)) {
                Load.run(List.of(log.marked(refunding)), Duration.ofSeconds(20), sut::cpu);
                report.statements(place.getKey(), log.calls(), log.durations());
            }
        }
    }

    private Load.Result refund(Sut sut, int clients, Duration atMost) throws Exception {
        sut.reset();
        return Load.run(Refunding.pass(sut, clients, sut.refundableOrders(), pass++), atMost, sut::cpu);
    }

    private void add(String what, int clients, String place, Load.Result result) throws IOException {
        report.add(what, clients, place, result);
        say("%-30s %-10s %d clients %8.1f /s  p50 %7.2f ms  p99 %7.2f ms"
                .formatted(what, place, clients, result.perSecond(), result.percentile(0.5), result.percentile(0.99)));
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
