package org.countersign.outer;

import io.quarkiverse.mcp.server.AudioContent;
import io.quarkiverse.mcp.server.Content;
import io.quarkiverse.mcp.server.EmbeddedResource;
import io.quarkiverse.mcp.server.ImageContent;
import io.quarkiverse.mcp.server.McpLog.LogLevel;
import io.quarkiverse.mcp.server.TextContent;
import io.quarkiverse.mcp.server.TextResourceContents;
import io.quarkiverse.mcp.server.ToolManager;
import io.quarkiverse.mcp.server.ToolManager.ToolArguments;
import io.quarkiverse.mcp.server.ToolResponse;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** The tools that the conformance suite expects of any server, on an MCP server of their own. */
@Alternative
@Singleton
class ConformanceTools {

    static final String SERVER = "conformance";
    static final String PIXEL =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==";
    private static final String SILENCE = "UklGRiQAAABXQVZFZm10IBAAAAABAAEARKwAAIhYAQACABAAZGF0YQAAAAA=";

    private final ToolManager tools;

    ConformanceTools(ToolManager tools) {
        this.tools = tools;
    }

    void register(@Observes StartupEvent start) {
        tool("test_simple_text", empty(), a -> text("This is a simple text response for testing."));
        tool("test_image_content", empty(), a -> content(new ImageContent(PIXEL, "image/png")));
        tool("test_audio_content", empty(), a -> content(new AudioContent(SILENCE, "audio/wav")));
        tool(
                "test_embedded_resource",
                empty(),
                a -> content(
                        resource("test://embedded-resource", "text/plain", "This is an embedded resource content.")));
        tool(
                "test_multiple_content_types",
                empty(),
                a -> content(
                        new TextContent("Multiple content types test:"),
                        new ImageContent(PIXEL, "image/png"),
                        resource(
                                "test://mixed-content-resource",
                                "application/json",
                                "{\"test\":\"data\",\"value\":123}")));
        tool(
                "test_error_handling",
                empty(),
                a -> ToolResponse.error("This tool intentionally returns an error for testing"));
        tool("test_tool_with_logging", empty(), ConformanceTools::logging);
        tool("test_tool_with_progress", empty(), ConformanceTools::progress);
        tool("json_schema_2020_12_tool", schema202012(), a -> text("ok"));
        tool("test_reconnection", empty(), a -> text("ok"));
    }

    void tool(String name, JsonObject input, Function<ToolArguments, ToolResponse> handler) {
        tools.newTool(name)
                .setServerName(SERVER)
                .setDescription("A fixture of the conformance suite.")
                .setInputSchema(input)
                .setHandler(handler, true)
                .register();
    }

    static JsonObject empty() {
        return new JsonObject().put("type", "object").put("properties", new JsonObject());
    }

    static JsonObject text(String argument, String ignored) {
        JsonObject property = new JsonObject().put("type", "string");
        return new JsonObject()
                .put("type", "object")
                .put("properties", new JsonObject().put(argument, property))
                .put("required", new JsonArray().add(argument));
    }

    static ToolResponse text(String text) {
        return content(new TextContent(text));
    }

    private static ToolResponse content(Content... content) {
        return new ToolResponse(false, List.of(content));
    }

    private static EmbeddedResource resource(String uri, String type, String text) {
        return new EmbeddedResource(new TextResourceContents(uri, text, type, null));
    }

    private static ToolResponse logging(ToolArguments arguments) {
        arguments.log().send(LogLevel.INFO, "Tool execution started");
        pause();
        arguments.log().send(LogLevel.INFO, "Tool processing data");
        pause();
        arguments.log().send(LogLevel.INFO, "Tool execution completed");
        return text("done");
    }

    private static ToolResponse progress(ToolArguments arguments) {
        for (long done : new long[] {0, 50, 100}) {
            if (arguments.progress().token().isPresent()) {
                arguments
                        .progress()
                        .notificationBuilder()
                        .setProgress(done)
                        .setTotal(100L)
                        .build()
                        .sendAndForget();
            }
            pause();
        }
        return text("done");
    }

    private static JsonObject schema202012() {
        JsonObject text = new JsonObject().put("type", "string");
        JsonObject address = new JsonObject()
                .put("type", "object")
                .put("properties", new JsonObject().put("street", text).put("city", text));
        return new JsonObject()
                .put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("type", "object")
                .put("$defs", new JsonObject().put("address", address))
                .put(
                        "properties",
                        new JsonObject()
                                .put("name", text)
                                .put("address", new JsonObject().put("$ref", "#/$defs/address")))
                .put("additionalProperties", false);
    }

    /** The suite asks for it: it tells notifications apart by when they come. */
    private static void pause() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
}
