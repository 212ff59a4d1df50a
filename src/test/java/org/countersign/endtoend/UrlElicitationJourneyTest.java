package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.countersign.caller.Caller;
import org.countersign.gate.Decisions;
import org.countersign.mcp.Mcp;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A refund that its requester has to confirm, at a client that can show a page: what it shows, and what it never decides. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class UrlElicitationJourneyTest extends WholeServer {

    @Inject
    Decisions decisions;

    private final String token = Agent.token(setting("countersign.issuer"), "ada", "mcp");
    private final ShopFixture shop = usd();
    private String session;

    @BeforeEach
    void aClientThatCanShowAPage() {
        confirmation("{\"confirmation\": \"requester\"}");
        ObjectNode initialize = Writing.JSON.createObjectNode().put("protocolVersion", "2025-11-25");
        initialize.putObject("clientInfo").put("name", "t").put("version", "1");
        initialize.putObject("capabilities").putObject("elicitation").putObject("url");
        session = Mcp.with(token)
                .body(message("initialize", initialize).toString())
                .post("/mcp")
                .header("Mcp-Session-Id");
    }

    @AfterEach
    void asItWas() {
        confirmation("{}");
    }

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }

    /** What the grant of ada asks; its limits are the same in every test. */
    private void confirmation(String terms) {
        sql.execute(
                "update countersign.role_grant set terms = (terms - 'confirmation') || ?::jsonb, version = version + 1"
                        + " where role = 'support_agent' and tool = 'refund_order'",
                terms);
        policy.readAgain();
    }

    private static ObjectNode message(String method, ObjectNode params) {
        ObjectNode message =
                Writing.JSON.createObjectNode().put("jsonrpc", "2.0").put("id", 7);
        message.put("method", method).set("params", params);
        return message;
    }

    private ObjectNode refund() {
        return Refunding.of(Agent.as("ada").order(shop.order))
                .line(shop.line(1), 1)
                .with("customer_request", "Give me my money, PLANTED")
                .arguments();
    }

    private Response refund(ObjectNode arguments) {
        ObjectNode params = Writing.JSON.createObjectNode().put("name", "refund_order");
        params.set("arguments", arguments);
        return post(message("tools/call", params).toString());
    }

    private Response post(String body) {
        return Mcp.with(token).header("Mcp-Session-Id", session).body(body).post("/mcp");
    }

    private static List<JsonNode> messages(Response response) {
        assertThat(response.contentType()).as(response.asString()).isEqualTo("text/event-stream");
        return Stream.of(response.asString().split("\n\n"))
                .map(event -> Agent.parse(event.substring(event.indexOf('{'))))
                .toList();
    }

    private static JsonNode plain(Response response) {
        assertThat(response.contentType()).startsWith("application/json");
        return Agent.parse(response.asString()).at("/result/structuredContent");
    }

    private static Caller ada(JsonNode action) {
        JsonNode who = action.path("requested_by");
        return new Caller(
                who.path("issuer").asText(),
                who.path("subject").asText(),
                null,
                null,
                Set.of(),
                Set.of("support_agent"),
                true);
    }

    private long events(String action) {
        return sql.number("select count(*) from countersign.event where action_id = ?", action);
    }

    @Test
    void thePageOfTheRequesterIsShownAndTheAnswerIsThePlainOne() {
        ObjectNode refund = refund();
        List<JsonNode> messages = messages(refund(refund));

        assertThat(messages).hasSize(2);
        JsonNode asked = messages.getFirst();
        JsonNode answer = messages.getLast().at("/result/structuredContent");
        assertThat(asked.path("method").asText()).isEqualTo("elicitation/create");
        assertThat(asked.at("/params/mode").asText()).isEqualTo("url");
        assertThat(asked.at("/params/url").asText())
                .isEqualTo(answer.at("/approval/url").asText())
                .startsWith(setting("countersign.public-url") + "/console/approvals/apr_")
                .endsWith("/" + asked.at("/params/elicitationId").asText());
        assertThat(asked.at("/params/message").asText()).contains(shop.order).doesNotContain("PLANTED");
        assertThat(messages.getLast().path("id").asInt()).isEqualTo(7);
        assertThat(answer.path("status").asText()).isEqualTo("awaiting_approval");

        Agent.Said elsewhere = Agent.as("ada").call("refund_order", refund);
        assertThat(elsewhere.content()).isEqualTo(((ObjectNode) answer.deepCopy()).put("replayed", true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"result\":{\"action\":\"accept\"}",
                "\"result\":{\"action\":\"accept\",\"content\":{\"approve\":true,\"decision\":\"allow\"}}",
                "\"result\":{\"action\":\"decline\"}",
                "\"error\":{\"code\":-32042,\"message\":\"allow\"}"
            })
    void whatTheClientRepliesDecidesNothing(String reply) {
        List<JsonNode> messages = messages(refund(refund()));
        JsonNode action = messages.getLast().at("/result/structuredContent/action");
        long events = events(action.path("id").asText());
        String id = messages.getFirst().path("id").toString();

        Response replied = post("{\"jsonrpc\":\"2.0\",\"id\":" + id + "," + reply + "}");

        assertThat(replied.statusCode()).isEqualTo(202);
        assertThat(replied.asString()).isEmpty();
        Agent.Said now = Agent.as("ada")
                .call("get_action", "action_id", action.path("id").asText());
        assertThat(now.status()).isEqualTo("awaiting_approval");
        assertThat(now.content().has("decision")).isFalse();
        assertThat(events(action.path("id").asText())).isEqualTo(events);
        assertThat(refunds(shop.order)).isZero();
    }

    enum Elsewhere {
        none,
        model,
        other_person
    }

    @ParameterizedTest
    @EnumSource
    void whereNobodyWaitsForTheRequesterTheAnswerIsPlain(Elsewhere kind) {
        confirmation("{\"confirmation\": \"" + kind + "\"}");
        JsonNode answer = plain(refund(refund()));
        assertThat(answer.path("status").asText())
                .isEqualTo(
                        switch (kind) {
                            case none -> "done";
                            case model -> "needs_confirmation";
                            case other_person -> "awaiting_approval";
                        });
    }

    @Test
    void onceDecidedNoPageIsShown() {
        ObjectNode refund = refund();
        JsonNode waiting = messages(refund(refund)).getLast().at("/result/structuredContent");
        messages(refund(refund));
        String url = waiting.at("/approval/url").asText();
        Decisions.Said said =
                decisions.deny(ada(waiting.path("action")), url.substring(url.lastIndexOf('/') + 1), "Not mine.");
        assertThat(said).isInstanceOf(Decisions.Stands.class);

        JsonNode answer = plain(refund(refund));
        assertThat(answer.path("status").asText()).isEqualTo("denied");
        assertThat(answer.has("approval")).isFalse();
        assertThat(answer.at("/decision/reason").asText()).isEqualTo("Not mine.");
    }
}
