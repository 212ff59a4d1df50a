package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.countersign.mcp.WholeSchemas;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * A model with a person's token. It holds every answer of a tool to the contract: the answer satisfies the tool's own
 * output schema, and its text is the same JSON.
 */
public final class Agent {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    /** Each once, whoever is shown it: thousands of agents would fill the memory with them. */
    private static final Map<JsonNode, JsonSchema> COMPILED = new ConcurrentHashMap<>();

    /** What a token was shown last, at which server: kept while that server is in no state to show anything. */
    private static final Map<String, Map<String, JsonSchema>> SHOWN = new ConcurrentHashMap<>();

    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    private final URI server;
    private final String token;

    public Agent(URI server, String token) {
        this.server = server;
        this.token = token;
    }

    /** One of the demo people, at the server of this test. */
    public static Agent as(String user) {
        var config = ConfigProvider.getConfig();
        return new Agent(
                URI.create(config.getValue("countersign.public-url", String.class)),
                token(config.getValue("countersign.issuer", String.class), user, "mcp"));
    }

    public static String token(String issuer, String user, String resource) {
        return send(HttpRequest.newBuilder(
                                URI.create(issuer + "/token-for?user=" + user + "&for=" + resource + "&seconds=3000"))
                        .build())
                .body()
                .strip();
    }

    public Agent at(URI otherServer) {
        return new Agent(otherServer, token);
    }

    /** @param content {@code structuredContent} of a tool's answer; {@code missing} when the call itself was refused */
    public record Said(int http, JsonNode body, JsonNode content) {

        public String status() {
            return content.path("status").asText();
        }

        public String error() {
            return content.path("error").path("code").asText();
        }

        public String rule() {
            return content.path("error").path("rule").asText();
        }

        public boolean isError() {
            return body.path("result").path("isError").asBoolean();
        }

        public boolean replayed() {
            return content.path("replayed").asBoolean();
        }

        public String action() {
            return content.path("action").path("id").asText();
        }

        public String version() {
            return content.path("object_version").asText();
        }

        public int rpcError() {
            return body.path("error").path("code").asInt();
        }
    }

    public Said call(String tool, ObjectNode arguments) {
        return raw(tool, arguments.toString());
    }

    /** @param arguments as they stand in the message, whether they are JSON or not */
    public Said raw(String tool, String arguments) {
        HttpResponse<String> response =
                post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":"
                        + TextNode.valueOf(tool) + ",\"arguments\":" + arguments + "}}");
        JsonNode body = response.body().isEmpty() ? MissingNode.getInstance() : parse(response.body());
        JsonNode content = body.path("result").path("structuredContent");
        if (response.statusCode() == 200 && body.has("result")) {
            assertContract(tool, body.path("result"));
        }
        return new Said(response.statusCode(), body, content);
    }

    public Said call(String tool, String... namesAndValues) {
        ObjectNode arguments = JSON.createObjectNode();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            arguments.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return call(tool, arguments);
    }

    public Said call(Refunding refund) {
        return call("refund_order", refund.arguments());
    }

    /** The order as this caller reads it now. */
    public JsonNode order(String id) {
        return call("get_order", "order_id", id).content().path("order");
    }

    /** Whatever text as the body of a POST. */
    public HttpResponse<String> post(String body) {
        return send(HttpRequest.newBuilder(server.resolve("/mcp"))
                .timeout(Duration.ofSeconds(90))
                .header("Accept", "application/json, text/event-stream")
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    public JsonNode tools() {
        return parse(post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}")
                        .body())
                .path("result")
                .path("tools");
    }

    private void assertContract(String tool, JsonNode result) {
        JsonNode content = result.path("structuredContent");
        assertThat(schema(tool).validate(content))
                .as("answer of %s: %s", tool, content)
                .isEmpty();
        assertThat(parse(result.path("content").path(0).path("text").asText()))
                .as("the text beside the answer")
                .isEqualTo(content);
        assertThat(content.fieldNames().next()).isEqualTo("summary");
        if (result.path("isError").asBoolean()) {
            Refusals.seen(tool, content.path("error"));
            assertThat(content.path("error").path("code").asText())
                    .as("%s", content)
                    .isNotEmpty();
            assertThat(content.path("error").path("message").asText()).isNotEmpty();
            assertThat(content.path("error").path("fix").asText()).isNotEmpty();
        }
    }

    private JsonSchema schema(String tool) {
        Map<String, JsonSchema> known = SHOWN.get(server + token);
        if (known == null || !known.containsKey(tool)) {
            // a grant that asks for a confirmation brings the tool that confirms
            known = schemas();
            SHOWN.put(server + token, known);
        }
        return known.get(tool);
    }

    private Map<String, JsonSchema> schemas() {
        Map<String, JsonSchema> schemas = new HashMap<>();
        Map<String, JsonNode> whole = WholeSchemas.ofThisServer();
        tools().forEach(listed -> schemas.put(
                listed.path("name").asText(),
                COMPILED.computeIfAbsent(
                        whole.getOrDefault(listed.path("name").asText(), listed.path("outputSchema")),
                        SCHEMAS::getSchema)));
        return schemas;
    }

    static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new AssertionError("not JSON: " + text, broken);
        }
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException broken) {
            throw new IllegalStateException(request.uri().toString(), broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
