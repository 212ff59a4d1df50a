package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is shipped brings its files along, and answers operators, clients without a token and other methods of MCP. */
@QuarkusIntegrationTest
@TestProfile(ShippedProfile.class)
class ShippedFilesIT extends Shipped {

    private final Agent ada = Agent.as("ada");

    private JsonNode ask(String method, String params) {
        HttpResponse<String> answer = ada.post(
                "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"" + method + "\", \"params\": " + params + "}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode body = Agent.parse(answer.body());
        assertThat(body.has("result")).as("%s", body).isTrue();
        return body.path("result");
    }

    @Test
    void everyMigrationIsInTheLedgerAndTheShop() {
        for (String schema : List.of("countersign", "shop")) {
            assertThat(sql.number("select count(*) from " + schema + ".flyway_schema_history where success"))
                    .isGreaterThan(5);
            assertThat(sql.number("select count(*) from " + schema + ".flyway_schema_history where not success"))
                    .isZero();
        }
        assertThat(sql.number("select count(*) from shop.orders")).isGreaterThan(500);
    }

    @Test
    void everyPlaybookEveryResourceAndCompletionsAreThere() {
        assertThat(ask("initialize", """
                {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}}""").path("instructions").asText()).isNotEmpty();
        ask("ping", "{}");
        JsonNode prompts = ask("prompts/list", "{}").path("prompts");
        assertThat(prompts).isNotEmpty();
        prompts.forEach(prompt -> assertThat(
                        ask("prompts/get", "{\"name\": \"" + prompt.path("name").asText() + "\", \"arguments\": {}}")
                                .at("/messages/0/content/text")
                                .asText())
                .isNotEmpty());
        ShopFixture shop = order();
        String action = done(shop);
        for (JsonNode template : ask("resources/templates/list", "{}").path("resourceTemplates")) {
            String named = template.path("uriTemplate").asText();
            String uri = named.replaceFirst(
                    "\\{[^}]*}",
                    named.contains("policy/")
                            ? "shipping-and-late-parcels.md"
                            : named.contains("action/") ? action : shop.order);
            assertThat(ask("resources/read", "{\"uri\": \"" + uri + "\"}")
                            .at("/contents/0/text")
                            .asText())
                    .as(uri)
                    .isNotEmpty();
        }
        ask("resources/list", "{}")
                .path("resources")
                .forEach(each -> assertThat(ask(
                                        "resources/read",
                                        "{\"uri\": \"" + each.path("uri").asText() + "\"}")
                                .at("/contents/0/text")
                                .asText())
                        .isNotEmpty());
        assertThat(ask("completion/complete", """
                {"ref": {"type": "ref/prompt", "name": "refund"}, "argument": {"name": "order_id", "value": "W"}}""").at("/completion/values")).isNotEmpty();
    }

    /** Its HTML entities are a file of a library. */
    @Test
    void policiesAreReadAndFound() {
        assertThat(ada.call("search_policies", "query", "lost parcel")
                        .content()
                        .at("/passages/0/text")
                        .asText())
                .startsWith("A parcel counts as lost");
    }

    @Test
    void operatorsAndClientsWithoutATokenAreAnswered() {
        for (String path : List.of("/q/health", "/q/health/live", "/q/health/ready", "/q/health/started")) {
            assertThat(Agent.parse(open(path, 200)).path("status").asText())
                    .as(path)
                    .isEqualTo("UP");
        }
        done(order());
        assertThat(open("/q/metrics", 200)).contains("countersign_", "jvm_");
        assertThat(Endpoint.described(Agent.parse(open("/q/openapi?format=json", 200))))
                .containsAll(Endpoint.below("/api/admin"));
        assertThat(Agent.parse(open("/.well-known/oauth-protected-resource/mcp", 200))
                        .path("resource")
                        .asText())
                .endsWith("/mcp");
        open("/.well-known/oauth-protected-resource", 200);
        assertThat(Knocking.send("POST", "/mcp", "{}", "Content-Type", "application/json")
                        .headers()
                        .firstValue("WWW-Authenticate")
                        .orElse(""))
                .contains("resource_metadata=");
        open("/mcp", 401);
        open("/console/nowhere", 302);
    }

    private static String open(String path, int status) {
        HttpResponse<String> answer = Knocking.send("GET", path, "");
        assertThat(answer.statusCode()).as(path).isEqualTo(status);
        return answer.body();
    }
}
