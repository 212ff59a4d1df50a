package org.countersign.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that can show a page is asked to, ahead of the answer; what it replies is nothing; nobody else notices. */
@QuarkusTest
@TestProfile(EdgeProfile.class)
class UrlElicitationTest extends EdgeTestBase {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ABLE = "{\"elicitation\":{\"form\":{},\"url\":{}}}";
    private static final String UNABLE = "{\"elicitation\":{}}";

    /** A new connection of a client with these capabilities. @return its session id */
    private String session(String capabilities) {
        return send(agent(), initialize(capabilities)).statusCode(200).extract().header("Mcp-Session-Id");
    }

    private static String initialize(String capabilities) {
        return "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\","
                + "\"capabilities\":" + capabilities + ",\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}";
    }

    private Response callIn(String session, String tool, String order) {
        return post(
                session,
                "{\"jsonrpc\":\"2.0\",\"id\":\"mine\",\"method\":\"tools/call\",\"params\":{\"name\":\"%s\",\"arguments\":{\"order_id\":\"%s\"}}}"
                        .formatted(tool, order));
    }

    private Response post(String session, String body) {
        return with(agent())
                .header("Mcp-Session-Id", session)
                .header("MCP-Protocol-Version", "2025-11-25")
                .body(body)
                .post("/mcp");
    }

    /** The messages of a stream, in their order. */
    private static List<JsonNode> stream(Response response) throws IOException {
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.contentType()).isEqualTo("text/event-stream");
        List<JsonNode> messages = new ArrayList<>();
        for (String event : response.asString().split("\n\n")) {
            assertThat(event).startsWith("event: message\ndata: {");
            messages.add(JSON.readTree(event.substring("event: message\ndata: ".length())));
        }
        return messages;
    }

    private static void isTodaysAnswer(Response response) throws IOException {
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.contentType()).startsWith("application/json");
        isAnswer(JSON.readTree(response.asString()));
    }

    private static void isAnswer(JsonNode message) {
        assertThat(message.path("id").asText()).isEqualTo("mine");
        assertThat(message.at("/result/structuredContent/summary").asText()).isEqualTo("echo");
        assertThat(message.at("/result/isError").asBoolean()).isFalse();
    }

    @Test
    void theClientIsAskedToShowThePageAndThenAnsweredAsAlways() throws IOException {
        List<JsonNode> messages = stream(callIn(session(ABLE), "probe_write", "waits for me"));

        assertThat(messages).hasSize(2);
        JsonNode asked = messages.getFirst();
        assertThat(asked.path("jsonrpc").asText()).isEqualTo("2.0");
        assertThat(asked.path("method").asText()).isEqualTo("elicitation/create");
        assertThat(asked.path("id").asText()).isNotEmpty().isNotEqualTo("mine");
        assertThat(asked.at("/params/mode").asText()).isEqualTo("url");
        assertThat(asked.at("/params/elicitationId").asText()).isEqualTo("apr_probe");
        assertThat(asked.at("/params/url").asText()).isEqualTo("https://shop.example.com/console/approvals/apr_probe");
        assertThat(asked.at("/params/message").asText())
                .startsWith("probe_write, order W1\\u{202e}: ")
                .contains("not done");
        assertThat(asked.path("params")).hasSize(4);
        isAnswer(messages.getLast());
    }

    @Test
    void aRepeatedCallAsksAgainUnderAnotherId() throws IOException {
        String session = session(ABLE);
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            ids.add(stream(callIn(session, "probe_write", "waits for me"))
                    .getFirst()
                    .path("id")
                    .asText());
        }
        assertThat(ids).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                UNABLE,
                "{\"elicitation\":{\"form\":{}}}",
                "{\"elicitation\":{\"url\":true}}",
                "{\"elicitation\":[\"url\"]}",
                "{\"sampling\":{\"url\":{}}}"
            })
    void aClientThatDidNotSayItCanGetsTodaysAnswer(String capabilities) throws IOException {
        isTodaysAnswer(callIn(session(capabilities), "probe_write", "waits for me"));
    }

    @Test
    void withoutASessionOrInAForeignOneTheAnswerIsTodays() throws IOException {
        isTodaysAnswer(callIn("somebody-elses", "probe_write", "waits for me"));
        isTodaysAnswer(with(agent())
                .body(
                        "{\"jsonrpc\":\"2.0\",\"id\":\"mine\",\"method\":\"tools/call\",\"params\":{\"name\":\"probe_write\",\"arguments\":{\"order_id\":\"waits for me\"}}}")
                .post("/mcp"));
    }

    @ParameterizedTest
    @CsvSource({"probe_write, W1", "probe_write, waits for lea", "probe_read, waits for me"})
    void onlyAWriteThatWaitsForThisPersonAsks(String tool, String order) throws IOException {
        isTodaysAnswer(callIn(session(ABLE), tool, order));
    }

    @Test
    void aRefusalInSuchASessionIsTodays() throws IOException {
        String session = session(ABLE);
        JsonNode refused = JSON.readTree(post(
                        session,
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"probe_write\",\"arguments\":{}}}")
                .asString());
        assertThat(refused.at("/result/structuredContent/error/code").asText()).isEqualTo("invalid_arguments");
        assertThat(JSON.readTree(callIn(session, "probe_wrote", "x").asString())
                        .at("/error/code")
                        .asInt())
                .isEqualTo(-32602);
    }

    /** Any replica answers: what the session says needs nobody's memory. */
    @Test
    void aSessionThatWasEndedOrMadeByAnotherReplicaSaysItStill() throws IOException {
        String session = session(ABLE);
        with(agent()).header("Mcp-Session-Id", session).delete("/mcp").then().statusCode(200);
        with(agent()).header("Mcp-Session-Id", session).delete("/mcp").then().statusCode(204);
        assertThat(stream(callIn(session, "probe_write", "waits for me"))).hasSize(2);

        String other = session.replaceFirst("^.{8}", "OTHERREP");
        assertThat(stream(callIn(other, "probe_write", "waits for me"))).hasSize(2);
    }

    @Test
    void aClientIntroducesItselfAnewAndIsBelieved() throws IOException {
        String able = session(ABLE);
        String unable = post(able, initialize(UNABLE)).header("Mcp-Session-Id");
        isTodaysAnswer(callIn(unable, "probe_write", "waits for me"));
        String again = post(unable, initialize(ABLE)).header("Mcp-Session-Id");
        assertThat(stream(callIn(again, "probe_write", "waits for me"))).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"result\":{\"action\":\"accept\"}",
                "\"result\":{\"action\":\"accept\",\"content\":{\"approve\":true}}",
                "\"result\":{\"action\":\"decline\"}",
                "\"result\":{\"action\":\"cancel\"}",
                "\"error\":{\"code\":-32601,\"message\":\"Method not found\"}"
            })
    void whatTheClientRepliesIsAcceptedAndRunsNothing(String reply) throws IOException {
        String session = session(ABLE);
        String id = stream(callIn(session, "probe_write", "waits for me"))
                .getFirst()
                .path("id")
                .asText();
        int before = ProbeTools.CALLS.get();

        Response answer = post(session, "{\"jsonrpc\":\"2.0\",\"id\":\"" + id + "\"," + reply + "}");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.asString()).isEmpty();
        assertThat(ProbeTools.CALLS.get()).isEqualTo(before);
    }

    @Test
    void othersInSuchASessionWorkAsAlways() throws IOException {
        String session = session(ABLE);
        assertThat(JSON.readTree(post(session, "{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"tools/list\"}")
                                .asString())
                        .at("/result/tools"))
                .hasSize(2);
        assertThat(post(session, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}")
                        .statusCode())
                .isEqualTo(202);
        assertThat(post(session, "{\"jsonrpc\":\"2.0\",\"id\":6,\"method\":\"ping\"}")
                        .statusCode())
                .isEqualTo(200);
    }
}
