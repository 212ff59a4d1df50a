package org.countersign.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.quarkiverse.mcp.server.JsonRpcErrorCodes;
import io.quarkiverse.mcp.server.McpException;
import io.quarkiverse.mcp.server.TextContent;
import io.quarkiverse.mcp.server.ToolManager;
import io.quarkiverse.mcp.server.ToolManager.ToolAnnotations;
import io.quarkiverse.mcp.server.ToolResponse;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.countersign.meters.CallMeters;
import org.countersign.meters.Traces;

/** Makes every {@link ShopTool} known to the MCP extension, and turns answers into what goes over the wire. */
@Singleton
final class Registration {

    private final Catalogue catalogue;
    private final ToolCalls calls;
    private final CurrentVertxRequest current;
    private final CallMeters meters;
    private final Traces traces;

    Registration(Catalogue catalogue, ToolCalls calls, CurrentVertxRequest current, CallMeters meters, Traces traces) {
        this.catalogue = catalogue;
        this.calls = calls;
        this.current = current;
        this.meters = meters;
        this.traces = traces;
    }

    void register(@Observes StartupEvent start, ToolManager tools) {
        for (Catalogue.Entry entry : catalogue.all()) {
            ShopTool.Spec spec = entry.spec();
            tools.newTool(spec.name())
                    .setTitle(spec.title())
                    .setDescription(spec.description())
                    .setInputSchema(new JsonObject(spec.input().toJson().toString()))
                    .setOutputSchema(
                            new JsonObject(Brief.of(spec.output().toJson()).toString()))
                    .setAnnotations(new ToolAnnotations(null, spec.readOnly(), spec.destructive(), true, false))
                    .setHandler(arguments -> answer(spec.name()), true)
                    .register();
        }
    }

    /** Only for a call that came through the {@link Door}: there is no other way to a tool. */
    private ToolResponse answer(String tool) {
        RoutingContext request = current.getCurrent();
        ToolCall call = ToolCall.of(request)
                .filter(passed -> passed.entry().spec().name().equals(tool))
                .orElseThrow(() -> new McpException("Unknown tool.", JsonRpcErrorCodes.INVALID_PARAMS));
        return traces.call(request, tool, () -> answer(tool, call, request));
    }

    private ToolResponse answer(String tool, ToolCall call, RoutingContext request) {
        long begun = System.nanoTime();
        ToolAnswer answer = calls.run(call);
        meters.answered(tool, answer.content(), Duration.ofNanos(System.nanoTime() - begun));
        Invitation.bring(request, call, answer);
        return onTheWire(answer);
    }

    /** The JSON is written once; the text beside it is the same, since clients show a model one or the other. */
    private static ToolResponse onTheWire(ToolAnswer answer) {
        String json = Json.write(summaryFirst(answer.content()));
        return new ToolResponse(answer.isError(), List.of(new TextContent(json)), new RawValue(json), null);
    }

    private static ObjectNode summaryFirst(ObjectNode content) {
        if (content.isEmpty() || content.fieldNames().next().equals("summary")) {
            return content;
        }
        ObjectNode ordered = content.objectNode();
        ordered.set("summary", content.path("summary"));
        return ordered.setAll(content);
    }
}
