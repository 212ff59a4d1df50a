package org.countersign.fire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.countersign.endtoend.Browser;
import org.countersign.endtoend.Refunding;
import org.countersign.process.TestServices;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * What an autoscaler goes by: a client that has connected and says nothing, and a page that somebody looks at, have no
 * request open; a stream has one, and it ends. Pages ask every five seconds and stop when nobody looks: {@code LiveIT}.
 */
@Timeout(300)
class IdleIT {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final long A_MINUTE = 60_000_000_000L;

    /** Much more than is measured (BENCHMARKS.md): it tells a leak, not a size. */
    private static final long SANE_MEMORY = 500 << 10;

    private static Stage stage;
    private static InFlight proxy;

    @BeforeAll
    static void start() {
        Map<String, String> settings = new HashMap<>(TestServices.console());
        settings.put("countersign.mcp.stream", "true");
        settings.put("countersign.mcp.stream-for", "PT2S");
        stage = new Stage(1, settings);
        proxy = new InFlight(stage.replicas.getFirst().url());
        stage.sql.execute(
                "update countersign.role_grant set terms = terms || '{\"confirmation\": \"requester\"}', version = version + 1"
                        + " where role = 'benchmark' and tool = 'refund_order'");
        stage.replicas.getFirst().kill(); // which may have read the grants before
        stage.replicas.getFirst().start();
    }

    @AfterAll
    static void stop() throws IOException {
        if (proxy != null) {
            proxy.close();
        }
        if (stage != null) {
            stage.close();
        }
    }

    private static HttpRequest.Builder request() {
        return HttpRequest.newBuilder(proxy.url().resolve("/mcp"))
                .header("Accept", "application/json, text/event-stream")
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + stage.token("bench", "/mcp", "commerce:read commerce:write"));
    }

    private static HttpResponse<String> post(String session, String body) throws Exception {
        HttpRequest.Builder request = request().POST(HttpRequest.BodyPublishers.ofString(body));
        if (!session.isEmpty()) {
            request.header("Mcp-Session-Id", session);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String session() throws Exception {
        return post("", """
                {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25",\
                "capabilities":{"elicitation":{"url":{}}},"clientInfo":{"name":"idle","version":"1"}}}""").headers().firstValue("Mcp-Session-Id").orElseThrow();
    }

    private static void awaitNoneOpen() {
        for (long begun = System.nanoTime(); proxy.open() > 0 && System.nanoTime() - begun < A_MINUTE; ) {
            Clients.rest();
        }
        assertThat(proxy.open()).as("requests without an answer").isZero();
    }

    @Test
    void aClientThatShowedItsPersonAPageHasNoRequestOpen() throws Exception {
        String session = session();
        ObjectNode refund = Refunding.of(stage.agent("bench", stage.replicas.getFirst())
                        .at(proxy.url())
                        .order(stage.orders.next()))
                .amount("2.20")
                .arguments();
        HttpResponse<String> asked = post(session, """
                {"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"refund_order","arguments":%s}}""".formatted(refund));
        assertThat(asked.body()).contains("elicitation/create", "awaiting_approval");
        awaitNoneOpen();
        assertThat(proxy.connections()).as("kept alive").isPositive();
        assertThat(proxy.answered()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void aStreamIsARequestAndIsEndedByTheServer() throws Exception {
        CompletableFuture<HttpResponse<String>> stream = HTTP.sendAsync(
                request().header("Mcp-Session-Id", session()).GET().build(), HttpResponse.BodyHandlers.ofString());
        for (int n = 0; n < 500 && proxy.open() == 0 && !stream.isDone(); n++) {
            Clients.rest();
        }
        assertThat(proxy.open())
                .as(() -> "the stream, or " + stream.join() + stream.join().body())
                .isEqualTo(1);
        awaitNoneOpen();
        assertThat(stream.join().statusCode()).isEqualTo(200);
    }

    @Test
    void anOpenPageHasNoRequestOpenBetweenItsQuestions() {
        Browser lea = new Browser(stage.publicUrl(), "lea").use(proxy.url());
        for (String page : new String[] {"/console", "/console/approvals", "/console/pulse"}) {
            assertThat(lea.get(page).status()).isEqualTo(200);
            awaitNoneOpen();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void anIdleServerIsOfASaneSize() throws IOException {
        long kilobytes = Files.readAllLines(
                        Path.of("/proc/" + stage.replicas.getFirst().pid() + "/status"))
                .stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
        assertThat(kilobytes).isLessThan(SANE_MEMORY);
    }
}
