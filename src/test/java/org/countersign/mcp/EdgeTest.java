package org.countersign.mcp;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The HTTP form of what is sent to /mcp: always answered, promptly and in words. */
@QuarkusTest
@TestProfile(EdgeProfile.class)
class EdgeTest extends EdgeTestBase {

    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"ping\"}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"} x",
                "nonsense",
                "{\"id\":1,\"id\":2}"
            })
    void whatIsNoJsonIsAParseError(String body) {
        with(agent())
                .body(body.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .post("/mcp")
                .then()
                .statusCode(400)
                .body("jsonrpc", equalTo("2.0"))
                .body("id", nullValue())
                .body("error.code", equalTo(-32700));
    }

    @Test
    void anArgumentGivenTwiceIsNotGuessed() {
        send(
                        agent(),
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"probe_write\",\"arguments\":"
                                + "{\"order_id\":\"x\",\"amount\":{\"amount\":\"1\",\"amount\":\"1000\",\"currency\":\"USD\"}}}}")
                .statusCode(400)
                .body("error.code", equalTo(-32700))
                .body("error.message", containsString("amount"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[" + PING + "]", "[" + PING + "," + PING + "]", "[[1]]"})
    void arraysAreRefused(String body) {
        send(agent(), body)
                .statusCode(400)
                .body("error.code", equalTo(-32600))
                .body("error.message", containsString("Batches"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7",
                "\"text\"",
                "null",
                "{}",
                "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":7}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":[]}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"_meta\":7}}"
            })
    void whatIsNoJsonRpcIsSaid(String body) {
        send(agent(), body).statusCode(400).body("error.code", anyOf(equalTo(-32600), equalTo(-32602)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"method\":\"tools/call\"",
                "\"method\":\"tools/call\",\"params\":{\"name\":7}",
                "\"method\":\"tools/call\",\"params\":{\"name\":{\"a\":1}}",
                "\"method\":\"tools/list\",\"params\":{\"cursor\":7}",
                "\"method\":\"tools/list\",\"params\":{\"cursor\":\"x\"}",
                "\"method\":\"initialize\"",
                "\"method\":\"initialize\",\"params\":{\"protocolVersion\":1,\"capabilities\":[],\"clientInfo\":\"x\"}",
                "\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{}}",
                "\"method\":\"logging/setLevel\"",
                "\"method\":\"logging/setLevel\",\"params\":{\"level\":7}",
                "\"method\":\"logging/setLevel\",\"params\":{\"level\":\"loud\"}",
                "\"method\":\"resources/read\",\"params\":{\"uri\":7}",
                "\"method\":\"prompts/get\",\"params\":{\"name\":7}",
                "\"method\":\"completion/complete\",\"params\":{\"ref\":7}",
                "\"method\":\"q/close\"",
                "\"method\":\"nonsense\""
            })
    void wrongParamsAreAnsweredAsJsonRpcErrors(String call) {
        send(agent(), "{\"jsonrpc\":\"2.0\",\"id\":\"a\"," + call + "}")
                .statusCode(200)
                .body("id", equalTo("a"))
                .body("error.code", allOf(greaterThanOrEqualTo(-32700), lessThan(-32000)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"method\":\"notifications/initialized\"",
                "\"method\":\"notifications/progress\",\"params\":{\"progressToken\":7}",
                "\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":7,\"reason\":7}",
                "\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":{}}",
                "\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":\"x\",\"reason\":\"r\"}",
                "\"method\":\"notifications/roots/list_changed\"",
                "\"method\":\"notifications/nonsense\"",
                "\"id\":7,\"result\":{}",
                "\"id\":\"x\",\"error\":{\"code\":1,\"message\":\"m\"}"
            })
    void notificationsAndResponsesAreAccepted(String message) {
        send(agent(), "{\"jsonrpc\":\"2.0\"," + message + "}").statusCode(202);
    }

    @Test
    void aBodyAboveTheLimitIsA413() {
        String big = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"x\":\"" + "x".repeat(2_200_000)
                + "\"}}";
        send(agent(), big).statusCode(413).body("error.message", containsString("2 MiB"));
    }

    @Test
    void aBodyOfUnknownLengthAboveTheLimitIsA413() throws IOException, InterruptedException {
        HttpRequest chunked = HttpRequest.newBuilder(URI.create(publicUrl() + "/mcp"))
                .header("Authorization", "Bearer " + agent())
                .header("Accept", "application/json, text/event-stream")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[2_200_000])))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(chunked, HttpResponse.BodyHandlers.ofString());
            Assertions.assertThat(answer.statusCode()).isEqualTo(413);
            Assertions.assertThat(answer.body()).contains("2 MiB");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/event-stream", "*/*", "text/html"})
    void acceptMustNameBoth(String accept) {
        with(agent()).header("Accept", accept).body(PING);
        given().header("Authorization", "Bearer " + agent())
                .header("Accept", accept)
                .contentType("application/json")
                .body(PING)
                .post("/mcp")
                .then()
                .statusCode(406)
                .body("error.message", containsString("application/json, text/event-stream"));
    }

    @Test
    void acceptMayBeWrittenInManyWays() {
        given().header("Authorization", "Bearer " + agent())
                .header("Accept", "Text/Event-Stream;q=0.5, application/JSON")
                .contentType("application/json; charset=utf-8")
                .body(PING)
                .post("/mcp")
                .then()
                .statusCode(200);
    }

    @Test
    void anotherContentTypeIsA415() {
        given().header("Authorization", "Bearer " + agent())
                .header("Accept", "application/json, text/event-stream")
                .contentType("text/plain")
                .body(PING)
                .post("/mcp")
                .then()
                .statusCode(415);
    }

    @Test
    void anUnknownProtocolVersionIsA400() {
        with(agent())
                .header("MCP-Protocol-Version", "1999-01-01")
                .body(PING)
                .post("/mcp")
                .then()
                .statusCode(400)
                .body("error.message", containsString("2025-11-25"));
        for (String known : new String[] {"2025-11-25", "2025-06-18", "2025-03-26"}) {
            with(agent())
                    .header("MCP-Protocol-Version", known)
                    .body(PING)
                    .post("/mcp")
                    .then()
                    .statusCode(200);
        }
    }

    @Test
    void getOpensNoStream() {
        given().header("Authorization", "Bearer " + agent())
                .header("Accept", "text/event-stream")
                .get("/mcp")
                .then()
                .statusCode(405)
                .header("Allow", "POST, DELETE");
        given().header("Authorization", "Bearer " + agent()).put("/mcp").then().statusCode(405);
    }

    @Test
    void theOldSseEndpointsAreOff() {
        for (String path : new String[] {"/mcp/sse", "/mcp/messages/x", "/mcp/", "/mcp/x/../sse", "/mcp//sse"}) {
            given().header("Authorization", "Bearer " + agent())
                    .get(path)
                    .then()
                    .statusCode(404);
            given().get(path).then().statusCode(anyOf(equalTo(404), equalTo(401)));
            with(agent()).body(PING).post(path).then().statusCode(404);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "http://localhost",
                "http://localhost.evil.example",
                "null",
                "https://console.example.com.evil.example",
                "http://console.example.com",
                "https://console.example.com:444",
                ""
            })
    void aStrangePageIsA403(String origin) {
        with(agent())
                .header("Origin", origin)
                .body(PING)
                .post("/mcp")
                .then()
                .statusCode(403)
                .header("Access-Control-Allow-Origin", nullValue());
        given().header("Origin", origin).options("/mcp").then().statusCode(403);
    }

    @Test
    void ourOwnPageAndFriendsMayCall() {
        with(agent())
                .header("Origin", publicUrl())
                .body(PING)
                .post("/mcp")
                .then()
                .statusCode(200);
        with(agent())
                .header("Origin", EdgeProfile.FRIEND)
                .body(PING)
                .post("/mcp")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", EdgeProfile.FRIEND);
        given().header("Origin", EdgeProfile.FRIEND)
                .post("/mcp")
                .then()
                .statusCode(401)
                .header("Access-Control-Expose-Headers", containsString("WWW-Authenticate"));
        given().header("Origin", EdgeProfile.FRIEND)
                .header("Access-Control-Request-Method", "POST")
                .options("/mcp")
                .then()
                .statusCode(204)
                .header("Access-Control-Allow-Headers", containsString("Authorization"));
    }
}
