package org.countersign.mcp;

import com.fasterxml.jackson.databind.node.NullNode;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The HTTP form of a request on /mcp. Before anybody is authenticated: path and Origin. After it: method, headers, size.
 * Then {@link Door}. Whatever fails on the way is answered here, at once and in words.
 */
@Singleton
final class Edge {

    private static final Logger LOG = Logger.getLogger(Edge.class);
    private static final long LARGEST_BODY = 2 * 1024 * 1024;
    private static final Set<String> PROTOCOLS = Set.of("2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05");
    /** Quarkus authenticates at -200 and authorizes at -100; the MCP extension has its routes from 0 on. */
    private static final int FIRST = Integer.MIN_VALUE + 20;

    private static final int AUTHENTICATED = -60;

    private final Origins origins;
    private final Door door;
    private final boolean stream;
    private final Duration streamFor;
    private final BodyHandler body = BodyHandler.create(false).setBodyLimit(LARGEST_BODY);

    Edge(
            Origins origins,
            Door door,
            @ConfigProperty(name = "countersign.mcp.stream", defaultValue = "false") boolean stream,
            @ConfigProperty(name = "countersign.mcp.stream-for", defaultValue = "PT5M") Duration streamFor) {
        this.origins = origins;
        this.door = door;
        this.stream = stream;
        this.streamFor = streamFor;
    }

    void register(@Observes Router router) {
        router.route("/mcp/*").order(FIRST).handler(this::path).failureHandler(this::failed);
        router.route("/mcp").order(FIRST + 1).handler(origins::check);
        router.route("/mcp").order(AUTHENTICATED).handler(this::method);
        router.route("/mcp").order(AUTHENTICATED + 1).handler(UrlElicitation::recognise);
        router.post("/mcp").order(AUTHENTICATED + 2).handler(this::headers);
        router.post("/mcp").order(AUTHENTICATED + 3).handler(this::body);
        router.post("/mcp").order(AUTHENTICATED + 4).handler(door::enter);
    }

    /** The old SSE endpoint and everything else below /mcp is off. */
    private void path(RoutingContext request) {
        if (request.normalizedPath().equals("/mcp")) {
            request.next();
        } else {
            HttpAnswer.error(request, 404, "There is nothing here: the endpoint is POST /mcp.");
        }
    }

    private void method(RoutingContext request) {
        HttpMethod method = request.request().method();
        if (HttpMethod.GET.equals(method) && stream) {
            request.vertx().setTimer(streamFor.toMillis(), timer -> end(request));
            request.next();
        } else if (HttpMethod.POST.equals(method) || HttpMethod.DELETE.equals(method)) {
            request.next();
        } else {
            request.response().putHeader("Allow", stream ? "POST, GET, DELETE" : "POST, DELETE");
            HttpAnswer.error(request, 405, "Send JSON-RPC by POST.");
        }
    }

    private void headers(RoutingContext request) {
        HttpServerRequest http = request.request();
        String accept = String.join(",", http.headers().getAll("Accept")).toLowerCase(Locale.ROOT);
        String type = http.getHeader("Content-Type");
        String protocol = http.getHeader("MCP-Protocol-Version");
        if (!accept.contains("application/json") || !accept.contains("text/event-stream")) {
            HttpAnswer.error(request, 406, "The Accept header must name both: application/json, text/event-stream.");
        } else if (type != null && !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            HttpAnswer.error(request, 415, "The Content-Type must be application/json.");
        } else if (protocol != null && !PROTOCOLS.contains(protocol)) {
            HttpAnswer.error(request, 400, "MCP-Protocol-Version is unknown; this server speaks 2025-11-25 and older.");
        } else {
            http.headers().set("Accept", "application/json, text/event-stream");
            request.next();
        }
    }

    private void body(RoutingContext request) {
        request.request().resume();
        body.handle(request);
    }

    private void failed(RoutingContext request) {
        int status = request.statusCode();
        if (request.response().ended()) {
            return;
        }
        if (request.response().headWritten()) {
            end(request);
        } else if (status == 404 && HttpMethod.DELETE.equals(request.request().method())) {
            // the session lives in another replica, or nowhere: either way it is gone
            request.response().setStatusCode(204).end();
        } else if (status == 413) {
            if (request.request().version() != HttpVersion.HTTP_2) {
                request.response().putHeader("Connection", "close");
            }
            HttpAnswer.error(request, 413, "The body is larger than 2 MiB, the most this server takes.");
        } else if (request.failure() == null && status >= 400 && status < 500) {
            HttpAnswer.error(request, status, "The request was not accepted.");
        } else {
            LOG.errorf(request.failure(), "a request on /mcp failed");
            HttpAnswer.error(request, 500, NullNode.instance, Message.INTERNAL_ERROR, "Internal error.");
        }
    }

    private static void end(RoutingContext request) {
        if (!request.response().ended()) {
            request.response().end();
        }
    }
}
