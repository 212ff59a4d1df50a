package org.countersign.mcp;

import io.quarkiverse.mcp.server.McpServer;
import io.quarkiverse.mcp.server.http.runtime.StreamableHttpMcpMessageHandler;
import io.quarkus.vertx.http.runtime.filters.AbstractResponseWrapper;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextDecorator;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.inject.Singleton;

/**
 * Answers initialize: the extension opens the session, and what it says of this server is replaced by what is true. It would
 * promise to tell of changed lists and resources, which a server that remembers no client cannot.
 */
@Singleton
final class Introduction {

    /** Under this name the extension's route tells its handler which of its servers was asked. */
    static final String SERVER = "mcp.http.server-name";

    private final StreamableHttpMcpMessageHandler extension;

    Introduction(StreamableHttpMcpMessageHandler extension) {
        this.extension = extension;
    }

    void answer(RoutingContext request, Message.Request asked) {
        request.put(SERVER, McpServer.DEFAULT);
        extension.handle(new Corrected(request, UrlElicitation.declaredIn(asked.params())));
    }

    private static JsonObject capabilities() {
        JsonObject none = new JsonObject();
        return new JsonObject()
                .put("tools", none)
                .put("prompts", none)
                .put("resources", none)
                .put("completions", none)
                .put("logging", none);
    }

    private static final class Corrected extends RoutingContextDecorator {

        private final HttpServerResponse response;

        Corrected(RoutingContext request, boolean urlElicitation) {
            super(request.currentRoute(), (RoutingContextInternal) request);
            this.response = new CorrectedResponse(request.response(), urlElicitation);
        }

        @Override
        public HttpServerResponse response() {
            return response;
        }
    }

    private static final class CorrectedResponse extends AbstractResponseWrapper {

        private final boolean urlElicitation;

        CorrectedResponse(HttpServerResponse response, boolean urlElicitation) {
            super(response);
            this.urlElicitation = urlElicitation;
        }

        @Override
        public Future<Void> end(Buffer body) {
            JsonObject answer = new JsonObject(body);
            if (answer.getJsonObject("result") != null) {
                answer.getJsonObject("result").put("capabilities", capabilities());
            }
            String session = headers().get(UrlElicitation.SESSION);
            if (urlElicitation && session != null) {
                putHeader(UrlElicitation.SESSION, UrlElicitation.mark(session));
            }
            return super.end(answer.toBuffer());
        }
    }
}
