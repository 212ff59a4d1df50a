package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.countersign.dev.idp.DevelopmentIdentityProvider;
import org.countersign.process.ServerProcess;
import org.countersign.process.TestServices;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Two packaged servers on one database: what an administrator changes at one is what the other lists, shows and obeys, which
 * has read it all a moment before. Contract, section 10: caches of at most a second.
 */
@Timeout(300)
class PolicyReplicasIT {

    private static final URI PUBLIC = URI.create("https://shop.example.com");
    /** A second, and what a busy machine takes to answer. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static DevelopmentIdentityProvider provider;
    private static ServerProcess first;
    private static ServerProcess second;

    @BeforeAll
    static void start() {
        provider = DevelopmentIdentityProvider.start(0, PUBLIC.resolve("/mcp"), PUBLIC.resolve("/api/admin"));
        Map<String, String> settings = new HashMap<>(TestServices.database());
        settings.putAll(TestServices.console());
        settings.put("countersign.issuer", provider.issuer().toString());
        settings.put("countersign.public-url", PUBLIC.toString());
        first = ServerProcess.start(settings);
        second = ServerProcess.start(settings);
    }

    @AfterAll
    static void stop() {
        if (second != null) {
            second.close();
        }
        if (first != null) {
            first.close();
        }
        if (provider != null) {
            provider.close();
        }
    }

    private static String token(String user, String resource) {
        return Agent.token(provider.issuer().toString(), user, resource);
    }

    private static String sam(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(first.url().resolve(path))
                .header("Authorization", "Bearer " + token("sam", "admin"))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        try {
            HttpResponse<String> answer = HTTP.send(
                    (headers.length == 0 ? request : request.headers(headers)).build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return answer.body();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode adaAtTheSecond() {
        return new Agent(second.url(), token("ada", "mcp"))
                .call("get_permissions")
                .content();
    }

    private static void soon(String what, BooleanSupplier seen) {
        long end = System.nanoTime() + SOON.toNanos();
        while (!seen.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
        }
    }

    @Test
    void aGrantChangedAtOneIsListedByTheOther() {
        Browser aud = new Browser(PUBLIC, "aud").use(second.url());
        assertThat(aud.get("/console/roles").words()).doesNotContain("123.45");
        assertThat(adaAtTheSecond().toString()).contains("refund_order").doesNotContain("123.45");

        sam(
                "PUT",
                "/api/admin/shops/main/roles/support_agent/tools/refund_order",
                "{\"enabled\": true, \"max_amount\": {\"amount\": \"123.45\", \"currency\": \"USD\"}}",
                "If-Match",
                "*");
        assertThat(aud.get("/console/roles").words())
                .as("pages of the policy are read afresh")
                .contains("up to 123.45 USD");
        soon("the limit", () -> adaAtTheSecond().toString().contains("123.45"));
    }

    @Test
    void whatIsSwitchedOffAtOneIsOnThePagesOfTheOther() {
        Browser ada = new Browser(PUBLIC, "ada").use(second.url());
        assertThat(ada.get("/console").words()).doesNotContain("stock-taking");
        sam("PUT", "/api/admin/writes", "{\"enabled\": false, \"reason\": \"stock-taking\"}");
        soon("the banner", () -> ada.get("/console").words().contains("stock-taking"));
        sam("PUT", "/api/admin/writes", "{\"enabled\": true, \"reason\": \"counted\"}");
        soon("no banner", () -> !ada.get("/console").words().contains("stock-taking"));
    }

    @Test
    void whoIsCutOffAtOneIsCutOffAtTheOther() {
        Browser ben = new Browser(PUBLIC, "ben").use(second.url());
        Agent agent = new Agent(second.url(), token("ben", "mcp"));
        assertThat(ben.get("/console").words()).contains("Ben");
        assertThat(agent.call("get_permissions").error()).isNotEqualTo("not_permitted");
        String subject = agent.call("get_permissions").content().at("/subject").asText("u-ben");
        sam(
                "PUT",
                "/api/admin/blocks",
                "{\"subject\": \"%s\", \"issuer\": \"%s\", \"reason\": \"lost phone\"}"
                        .formatted(subject, provider.issuer()));
        soon("the tool", () -> agent.call("get_permissions").error().equals("not_permitted"));
        soon("the page", () -> ben.get("/console").words().contains("lost phone"));
    }
}
