package org.countersign.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkiverse.mcp.server.McpServer;
import io.quarkiverse.mcp.server.http.runtime.StreamableHttpMcpMessageHandler;
import io.quarkus.vertx.http.runtime.filters.AbstractResponseWrapper;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextDecorator;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.inject.Singleton;
import java.util.UUID;

/**
 * Asks a client that can do it to show its person the page where they decide: a request ahead of the tool's answer, in the
 * same response. Nobody waits for the client, and what it replies is dropped at the {@link Door}: only the page decides.
 */
@Singleton
final class Invitation {

    private static final String KEY = "countersign.invitation";

    private final StreamableHttpMcpMessageHandler extension;

    Invitation(StreamableHttpMcpMessageHandler extension) {
        this.extension = extension;
    }

    /** Lets a call through to the extension; the answer to a write may bring an invitation. */
    void pass(RoutingContext request, ShopTool.Spec tool) {
        if (tool.readOnly() || !UrlElicitation.offeredBy(request)) {
            request.next();
            return;
        }
        request.put(Introduction.SERVER, McpServer.DEFAULT);
        extension.handle(new Inviting(request));
    }

    /** Goes out with the answer if the client can do it and the page is for the very person it acts for. */
    static void bring(RoutingContext request, ToolCall call, ToolAnswer answer) {
        Visit visit = answer.visit();
        if (visit != null && visit.isFor(call.caller())) {
            String title = call.entry().spec().title();
            request.put(
                    KEY,
                    Json.write(request(visit, message(title, answer.content().at("/action/target")))));
        }
    }

    private static ObjectNode request(Visit visit, String message) {
        ObjectNode request = JsonNodeFactory.instance
                .objectNode()
                .put("jsonrpc", "2.0")
                .put("id", "elicitation-" + UUID.randomUUID())
                .put("method", "elicitation/create");
        request.putObject("params")
                .put("mode", "url")
                .put("elicitationId", visit.id())
                .put("url", visit.url())
                .put("message", message);
        return request;
    }

    /** In our own words and the shop's ids: a person reads it in a dialog that they may trust. */
    private static String message(String title, JsonNode target) {
        return Excerpt.of(title + ", " + target.path("type").asText() + " "
                        + target.path("id").asText())
                + ": this was asked for in your name and is not done. Open the page, sign in, and decide there.";
    }

    private static final class Inviting extends RoutingContextDecorator {

        private final HttpServerResponse response;

        Inviting(RoutingContext request) {
            super(request.currentRoute(), (RoutingContextInternal) request);
            this.response = new TwoMessages(request);
        }

        @Override
        public HttpServerResponse response() {
            return response;
        }
    }

    private static final class TwoMessages extends AbstractResponseWrapper {

        private final RoutingContext request;

        TwoMessages(RoutingContext request) {
            super(request.response());
            this.request = request;
        }

        @Override
        public Future<Void> end(Buffer answer) {
            String invitation = request.get(KEY);
            if (invitation == null) {
                return super.end(answer);
            }
            putHeader("Content-Type", "text/event-stream");
            return super.end(Buffer.buffer(event(invitation) + event(answer.toString())));
        }

        private static String event(String message) {
            return "event: message\ndata: " + message + "\n\n";
        }
    }
}
