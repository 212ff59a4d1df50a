package org.countersign.dev.idp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Everything between the socket and an endpoint: bounds, host check, routing, CORS, and refusals as answers. */
final class Front implements HttpHandler {
    private static final System.Logger LOG = System.getLogger(Front.class.getName());
    private static final int BODY_LIMIT = 64 * 1024;
    private static final int QUERY_LIMIT = 16 * 1024;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Map<String, Route> routes;

    Front(Map<String, Route> routes) {
        this.routes = Map.copyOf(routes);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answer(exchange);
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            boolean bodiless = exchange.getRequestMethod().equals("HEAD") || answer.body().length == 0;
            exchange.sendResponseHeaders(answer.status(), bodiless ? -1 : answer.body().length);
            if (!bodiless) {
                exchange.getResponseBody().write(answer.body());
            }
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        Optional<Route> route =
                Optional.ofNullable(routes.get(exchange.getRequestURI().getPath()));
        Answer answer = refusalsAnswered(exchange, route);
        return route.filter(Route::open).isPresent() ? readableByBrowsers(answer) : answer;
    }

    private static Answer refusalsAnswered(HttpExchange exchange, Optional<Route> route) throws IOException {
        try {
            checkHost(exchange);
            return dispatched(
                    exchange,
                    route.orElseThrow(() -> new Refusal(
                            404, "not_found", "Nothing is here. GET /.well-known/openid-configuration lists it all.")));
        } catch (Refusal refusal) {
            return Answer.refusal(refusal);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "The development identity provider failed", e);
            return Answer.refusal(
                    new Refusal(500, "server_error", "A bug of the development identity provider: see its log."));
        }
    }

    private static Answer dispatched(HttpExchange exchange, Route route) throws IOException {
        String method = exchange.getRequestMethod().equals("HEAD") ? "GET" : exchange.getRequestMethod();
        if (method.equals("OPTIONS") && route.open()) {
            return Answer.text(204, "");
        }
        if (!route.methods().contains(method)) {
            String allowed = String.join(", ", route.methods());
            return Answer.refusal(new Refusal(405, "invalid_request", "Use " + allowed + " here."))
                    .with("Allow", allowed);
        }
        return route.endpoint().answer(bounded(exchange, method));
    }

    private static Request bounded(HttpExchange exchange, String method) throws IOException {
        String query =
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        if (query.length() > QUERY_LIMIT) {
            throw new Refusal(414, "invalid_request", "The query is longer than 16 KB. Shorten state or nonce.");
        }
        InputStream in = exchange.getRequestBody();
        byte[] body = in.readNBytes(BODY_LIMIT + 1);
        if (body.length > BODY_LIMIT) {
            throw new Refusal(413, "invalid_request", "The body is larger than 64 KB. Send less.");
        }
        return new Request(method, query, exchange.getRequestHeaders(), body);
    }

    /** A foreign name that was made to point at this machine (DNS rebinding) must not reach the tokens. */
    private static void checkHost(HttpExchange exchange) {
        String host = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host"))
                .orElse("");
        try {
            if (LOOPBACK.contains(
                    Optional.ofNullable(URI.create("http://" + host).getHost()).orElse(""))) {
                return;
            }
        } catch (IllegalArgumentException e) {
            // no host at all: refused like a foreign one
        }
        throw new Refusal(403, "invalid_request", "This provider answers on this machine only: call it as localhost.");
    }

    private static Answer readableByBrowsers(Answer answer) {
        return answer.with("Access-Control-Allow-Origin", "*")
                .with("Access-Control-Allow-Methods", "GET, POST, OPTIONS")
                .with("Access-Control-Allow-Headers", "Authorization, Content-Type, MCP-Protocol-Version")
                .with("Access-Control-Expose-Headers", "WWW-Authenticate")
                .with("Access-Control-Max-Age", "600");
    }
}
