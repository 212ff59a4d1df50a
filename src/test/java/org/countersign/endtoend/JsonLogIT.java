package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.countersign.dev.idp.DevelopmentIdentityProvider;
import org.countersign.process.ServerProcess;
import org.countersign.process.TestServices;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the packaged server writes to its log, everything of ours included: whose lines they are, and what is not in them. */
@Timeout(300)
class JsonLogIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String REASONING = "Gwendolyn wrote that the blue teapot arrived in pieces";
    private static final String NOTE = "Sorry about the teapot, from all of us";
    private static final String REQUEST = "please give me back what I paid for the teapot";
    private static final String LABEL = "Visa of Gwendolyn ending in 4242";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, String> settings = new HashMap<>(TestServices.database());
    private final int port = ServerProcess.freePort();
    private final URI url = URI.create("http://localhost:" + port);
    private final List<String> secrets = new CopyOnWriteArrayList<>(List.of(
            REASONING, NOTE, REQUEST, LABEL, "teapot", "Gwendolyn", "Ada Low", "1 Main Street", "@example.com"));
    private DevelopmentIdentityProvider provider;
    private ServerProcess server;
    private Sql sql;

    @BeforeEach
    void start() {
        provider = DevelopmentIdentityProvider.start(0, url.resolve("/mcp"), url.resolve("/api/admin"));
        settings.put("countersign.issuer", provider.issuer().toString());
        settings.put("countersign.sample-shop", "true");
        settings.put("countersign.sweep-every", "off");
        settings.put("quarkus.log.category.\"org.countersign\".level", "DEBUG");
        server = ServerProcess.start(port, settings);
        sql = Sql.of(settings);
    }

    @AfterEach
    void stop() {
        server.close();
        provider.close();
    }

    @Test
    void everyLineNamesItsTraceAndNobodysData() {
        ShopFixture shop = shop();
        String version = order(shop.order);

        String refunding = trace(1);
        JsonNode done = content(call(refunding, refund(shop, version).line(shop.line(1), 1)));
        assertThat(done.path("status").asText()).as("%s", done).isEqualTo("done");
        String refusing = trace(2);
        assertThat(content(call(refusing, refund(shop, version).amount("-1.00")))
                        .at("/error/code")
                        .asText())
                .isEqualTo("invalid_arguments");
        String stale = trace(3);
        assertThat(content(call(stale, refund(shop, version).amount("2.00")))
                        .at("/error/code")
                        .asText())
                .isEqualTo("stale");
        String strange = trace(4);
        String bad = provider.draft("ada", url.resolve("/mcp")).signByAnotherKey();
        assertThat(post("/mcp", strange, bad, "{}").statusCode()).isEqualTo(401);
        String cutting = trace(5);
        JsonNode cut = cut(cutting);
        String sweeping = trace(6);
        String killed = killedAndSwept(sweeping);
        secrets.add(bad);

        List<JsonNode> lines = lines();
        String refund = done.at("/action/id").asText();
        assertThat(about(lines, refund)).isNotEmpty().allSatisfy(line -> {
            assertThat(line.at("/mdc/trace_id").asText()).isEqualTo(refunding);
            assertThat(line.at("/mdc/action_id").asText()).isEqualTo(refund);
            assertThat(line.at("/mdc/tool").asText()).isEqualTo("refund_order");
        });
        assertThat(messages(lines, refunding, "INFO"))
                .as("one line a write")
                .singleElement()
                .asString()
                .matches("refund_order done: " + refund + ", \\d+ ms");
        assertThat(messages(lines, refusing, "DEBUG"))
                .singleElement()
                .asString()
                .contains("INVALID_ARGUMENTS");
        assertThat(messages(lines, refusing, "INFO")).isEmpty();
        assertThat(messages(lines, stale, "INFO"))
                .singleElement()
                .asString()
                .startsWith("refund_order refused, stale: act_");
        assertThat(messages(lines, strange, "DEBUG")).singleElement().asString().contains("401");
        assertThat(messages(lines, cutting, "INFO"))
                .singleElement()
                .asString()
                .contains(cut.at("/action/id").asText());
        assertThat(messages(lines, cutting, "WARN")).as("what broke is said").isNotEmpty();
        assertThat(about(lines, killed)).isNotEmpty().allSatisfy(line -> {
            assertThat(line.at("/mdc/trace_id").asText()).isEqualTo(sweeping);
            assertThat(line.at("/mdc/action_id").asText()).isEqualTo(killed);
        });
        assertThat(lines)
                .filteredOn(line -> !line.at("/mdc/action_id").isMissingNode())
                .allSatisfy(
                        line -> assertThat(line.at("/mdc/trace_id").asText()).matches("[0-9a-f]{32}"));
        assertThat(server.log()).doesNotContain(secrets.toArray(String[]::new)).doesNotContain("Bearer ");

        assertThat(sql.text("select trace_id from countersign.action where id = ?", refund))
                .isEqualTo(refunding);
        assertThat(sql.text(
                        "select data ->> 'trace_id' from countersign.event where action_id = ? and kind = 'claimed'",
                        refund))
                .isEqualTo(refunding);
        assertThat(
                        sql.texts(
                                "select data ->> 'trace_id' from countersign.event where action_id is null and kind = 'refused'"))
                .contains(refusing);
        assertThat(sql.text(
                        "select data ->> 'trace_id' from countersign.event where action_id = ? and kind = 'looked'",
                        killed))
                .isEqualTo(sweeping);
        assertThat(done.toString()).as("not for the model").doesNotContain(refunding);
    }

    @Test
    void aCallWithoutATraceOfItsOwnIsGivenOne() {
        ShopFixture shop = shop();
        String version = order(shop.order);
        for (String sent : new String[] {null, "00-" + "0".repeat(32) + "-00f067aa0ba902b7-01", "<script>"}) {
            content(call(sent, refund(shop, version).amount("1.00")));
        }
        List<String> traces = sql.texts("select trace_id from countersign.action order by requested_at");
        assertThat(traces).isNotEmpty().allMatch(trace -> trace.matches("[0-9a-f]{32}"));
        assertThat(traces).doesNotContain("0".repeat(32)).doesNotHaveDuplicates();
    }

    /** The shop's connections are cut while it refunds. */
    private JsonNode cut(String trace) {
        ShopFixture shop = shop();
        Refunding call = refund(shop, order(shop.order)).amount("3.00");
        try (Holdup holdup = Holdup.inTheMiddle(sql, settings.get("quarkus.datasource.jdbc.url"))) {
            CompletableFuture<HttpResponse<String>> answer = CompletableFuture.supplyAsync(() -> call(trace, call));
            holdup.awaitRefund();
            sql.texts("select pg_terminate_backend(pid)::text from pg_stat_activity"
                    + " where application_name = 'countersign-shop' and datname = current_database()");
            return content(answer.join());
        }
    }

    /** A server dies in a refund; the next one is told to sweep. */
    private String killedAndSwept(String trace) {
        ShopFixture shop = shop();
        Refunding call = refund(shop, order(shop.order)).amount("4.00");
        try (Holdup holdup = Holdup.inTheMiddle(sql, settings.get("quarkus.datasource.jdbc.url"))) {
            CompletableFuture.supplyAsync(() -> call(trace(7), call));
            holdup.awaitRefund();
            server.kill();
        }
        String action = sql.text("select id from countersign.action where target_id = ?", shop.order);
        sql.execute("update countersign.object_lease set held_until = now() - interval '1 s' where holder = ?", action);
        sql.execute("update countersign.step set judge_at = now() - interval '1 s' where action_id = ?", action);
        sql.execute("update countersign.action set touched_at = now() - interval '1 hour' where id = ?", action);
        server.restart();
        String token = provider.draft("sam", url.resolve("/api/admin"))
                .scope("countersign:admin")
                .sign();
        secrets.add(token);
        long begun = System.nanoTime();
        while (!post("/api/admin/sweep", trace, token, "").body().contains("\"settled\":1")) {
            assertThat(System.nanoTime() - begun).as("nothing is settled").isLessThan(20_000_000_000L);
        }
        return action;
    }

    private ShopFixture shop() {
        ShopFixture shop = new ShopFixture(sql, "USD", 0).line(2, 3200).payment("credit_card", 6400);
        sql.execute("update shop.payment_methods set label = ? where customer_id = ?", LABEL, shop.customer);
        return shop;
    }

    private static Refunding refund(ShopFixture shop, String version) {
        return Refunding.of(shop.order, version)
                .with("reasoning", REASONING)
                .with("note", NOTE)
                .with("customer_request", REQUEST);
    }

    private String order(String id) {
        ObjectNode arguments = JSON.createObjectNode().put("order_id", id);
        return content(call(null, "get_order", arguments)).at("/order/version").asText();
    }

    private HttpResponse<String> call(String trace, Refunding refund) {
        return call(trace, "refund_order", refund.arguments());
    }

    private HttpResponse<String> call(String trace, String tool, ObjectNode arguments) {
        ObjectNode message =
                JSON.createObjectNode().put("jsonrpc", "2.0").put("id", 1).put("method", "tools/call");
        message.putObject("params").put("name", tool).set("arguments", arguments);
        String token = provider.draft("ada", url.resolve("/mcp"))
                .scope("commerce:read commerce:write")
                .sign();
        secrets.add(token);
        return post("/mcp", trace, token, message.toString());
    }

    /** @param trace 32 digits, or anything as the whole header, or null */
    private HttpResponse<String> post(String path, String trace, String token, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve(path))
                .header("Accept", "application/json, text/event-stream")
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (trace != null) {
            request.header("traceparent", trace.length() == 32 ? "00-" + trace + "-00f067aa0ba902b7-01" : trace);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException gone) {
            throw new java.io.UncheckedIOException(gone);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static String trace(int n) {
        return "4bf92f3577b34da6a3ce929d0e0e47" + String.format("%02x", n);
    }

    private static JsonNode content(HttpResponse<String> answer) {
        JsonNode body = parse(answer.body());
        assertThat(body.at("/result/structuredContent").isObject())
                .as("%s", body)
                .isTrue();
        return body.at("/result/structuredContent");
    }

    private List<JsonNode> lines() {
        return Arrays.stream(server.log().split("\n"))
                .filter(line -> !line.isBlank())
                .map(JsonLogIT::parse)
                .toList();
    }

    private static List<JsonNode> about(List<JsonNode> lines, String action) {
        return lines.stream().filter(line -> line.toString().contains(action)).toList();
    }

    private static List<String> messages(List<JsonNode> lines, String trace, String level) {
        return lines.stream()
                .filter(line -> line.at("/mdc/trace_id").asText().equals(trace)
                        && line.path("level").asText().equals(level))
                .map(line -> line.path("message").asText())
                .toList();
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException broken) {
            throw new AssertionError("not JSON: " + line, broken);
        }
    }
}
