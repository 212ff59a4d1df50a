package org.countersign.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.countersign.endtoend.Browser;
import org.countersign.process.TestServices;

/** How long every page of the console takes on a long ledger, warm: one of each kind that links lead to, for three people. */
final class Pages {

    private static final Path JAR = Path.of(System.getProperty("package.directory"), "quarkus-app/quarkus-run.jar");
    private static final List<String> PEOPLE = List.of("sam", "aud", "lea");
    private static final Pattern LINK = Pattern.compile("href=\"(/console[^\"#]*)");
    /** What no link leads to: somebody types it. */
    private static final List<String> ASKED = List.of(
            "/console/actions?order_id=F77",
            "/console/actions?customer_id=FC77",
            "/console/actions?subject=person-7",
            "/console/actions?case_id=case-77",
            "/console/actions?status=refused",
            "/console/actions?status=denied",
            "/console/actions?status=done&status=failed&tool=refund_order",
            "/console/actions?tool=cancel_order",
            "/console/actions?client_id=nobody",
            "/console/actions?subject=nobody&status=done",
            "/console/access?subject=person-7",
            "/console/calibration?days=90");

    private static final int MOST = 60;
    private static final int WAITING = 200;
    private static final int WARM_UP = 15;
    private static final int TIMES = 20;
    private static final String FROM = "<!-- pages -->";
    private static final String TO = "<!-- /pages -->";

    /** @param nanos of each request, sorted */
    private record Row(String page, String person, long[] nanos, int bytes) {

        double percentile(double share) {
            return nanos[(int) Math.min(nanos.length - 1, nanos.length * share)] / 1e6;
        }
    }

    private final Sut sut;
    private final Map<String, Row> rows = new LinkedHashMap<>();

    private Pages(Sut sut) {
        this.sut = sut;
    }

    static void main(int size) throws Exception {
        try (Sut first = Sut.start()) {
            Load.run(Refunding.pass(first, 4, first.refundableOrders(), 0), Duration.ofMinutes(1), first::cpu);
            first.stopServer();
            first.copyFiles("pages", first.name);
            Filling.fill(first, "pages", size);
            first.sql(
                    "pages",
                    "update countersign.role_grant set terms = '{\"confirmation\": \"other_person\"}'"
                            + " where role = 'benchmark' and tool = 'refund_order'");
            Sut sut = first.beside(JAR, "pages", TestServices.console());
            try {
                new Pages(sut).run(size);
            } finally {
                sut.stopServer();
            }
        }
    }

    private void run(int size) throws IOException, InterruptedException {
        ask();
        if (Boolean.getBoolean("bench.profile")) { // what takes long is in PostgreSQL's own log, with its values
            sut.sql("postgres", "alter system set log_min_duration_statement = '50ms'");
            sut.sql("postgres", "select pg_reload_conf()");
        }
        for (String person : PEOPLE) {
            Browser browser = new Browser(sut.endpoint("/"), person);
            browser.get("/console");
            for (String page : pages(browser)) {
                rows.computeIfAbsent(kind(page), kind -> measured(browser, kind, page));
            }
            ASKED.forEach(page -> rows.computeIfAbsent(page, any -> measured(browser, page, page)));
        }
        Report.replace(Path.of(System.getProperty("bench.report")), FROM, TO, table(size));
    }

    /** Approvals that wait. */
    private void ask() throws IOException, InterruptedException {
        sut.reset();
        McpClient client = new McpClient(sut.endpoint("/mcp"), sut.token("asks"));
        List<String> orders = sut.refundableOrders();
        for (String order : orders.subList(0, Math.min(WAITING, orders.size()))) {
            String read = client.send(McpClient.call("get_order", "{\"order_id\":\"" + order + "\"}"));
            String version = read.split(Refunding.VERSION, 2)[1].split("\"", 2)[0];
            client.send(McpClient.call("refund_order", """
                    {"order_id": "%s", "version": "%s", "amount": {"amount": "3.17", "currency": "USD"},
                     "reason": "goodwill", "reasoning": "The parcel was late."}""".formatted(order, version)));
        }
    }

    private static List<String> pages(Browser browser) {
        Map<String, String> kinds = new LinkedHashMap<>(Map.of(kind("/console"), "/console"));
        Deque<String> open = new ArrayDeque<>(kinds.values());
        for (int n = 0; !open.isEmpty() && n < MOST; n++) {
            Matcher link = LINK.matcher(browser.ask("GET", open.remove()).html());
            while (link.find()) {
                String page = link.group(1).replace("&amp;", "&");
                boolean isPage = !page.matches(
                        "/console/(sign|style|console\\.|favicon).*|.*\\.(css|js|svg|ya?ml|jsonl).*|.*export.*");
                if (isPage && kinds.putIfAbsent(kind(page), page) == null) {
                    open.add(page);
                }
            }
        }
        return List.copyOf(kinds.values());
    }

    /** Pages of one kind differ in what they are about: an id, a role, what was searched for. */
    private static String kind(String page) {
        URI uri = URI.create(page);
        String[] parts = uri.getPath().split("/");
        StringBuilder kind = new StringBuilder();
        for (int i = 1; i < parts.length; i++) {
            kind.append('/').append(i < 3 ? parts[i] : "*");
        }
        return uri.getRawQuery() == null
                ? kind.toString()
                : kind + "?" + uri.getRawQuery().replaceAll("=[^&]*", "");
    }

    private Row measured(Browser browser, String kind, String page) {
        long[] nanos = new long[TIMES];
        for (int i = -WARM_UP; i < TIMES; i++) {
            long begun = System.nanoTime();
            Browser.Page answer = browser.ask("GET", page);
            if (answer.status() != 200) {
                throw new IllegalStateException(browser.user() + " got " + answer.status() + " at " + page);
            }
            if (i >= 0) {
                nanos[i] = System.nanoTime() - begun;
            }
        }
        Arrays.sort(nanos);
        Row row = new Row(kind, browser.user(), nanos, browser.page().html().length());
        System.out.printf(
                "%-40s %-5s p50 %6.1f ms  p95 %6.1f ms%n",
                kind, row.person(), row.percentile(0.5), row.percentile(0.95));
        return row;
    }

    private String table(int size) {
        StringBuilder table = new StringBuilder(FROM + "\n" + Report.machine(sut) + "\n%,d actions.%n%n".formatted(size)
                + "| page | as | p50 ms | p95 ms | characters |\n|---|---|---:|---:|---:|\n");
        rows.values()
                .forEach(row -> table.append("| `%s` | %s | %.1f | %.1f | %d |%n"
                        .formatted(row.page(), row.person(), row.percentile(0.5), row.percentile(0.95), row.bytes())));
        return table + TO;
    }
}
