package org.countersign.mcp;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.countersign.identity.PublicUrl;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Which web pages may call /mcp: our own origin and those of {@code countersign.allowed-origins}, compared whole. It keeps
 * a page that has rebound its name to this server's address out; who sends no Origin is no page.
 */
@Singleton
final class Origins {

    private final Set<String> allowed = new HashSet<>();

    Origins(
            PublicUrl publicUrl,
            @ConfigProperty(name = "countersign.allowed-origins") Optional<List<String>> allowedOrigins) {
        allowed.add(publicUrl.origin());
        allowedOrigins.ifPresent(allowed::addAll);
    }

    /** Goes on, or answers 403, or answers the preflight of a page that may. */
    void check(RoutingContext request) {
        List<String> origins = request.request().headers().getAll("Origin");
        if (origins.isEmpty()) {
            request.next();
        } else if (origins.size() > 1 || !allowed.contains(origins.get(0))) {
            HttpAnswer.error(request, 403, "This Origin may not call this server.");
        } else {
            admit(request, origins.get(0));
        }
    }

    private static void admit(RoutingContext request, String origin) {
        HttpServerResponse response = request.response();
        response.putHeader("Access-Control-Allow-Origin", origin)
                .putHeader("Vary", "Origin")
                .putHeader("Access-Control-Expose-Headers", "WWW-Authenticate, Mcp-Session-Id, Retry-After");
        if (HttpMethod.OPTIONS.equals(request.request().method())) {
            response.putHeader("Access-Control-Allow-Methods", "POST, GET, DELETE")
                    .putHeader(
                            "Access-Control-Allow-Headers",
                            "Authorization, Content-Type, Accept, Mcp-Session-Id, Mcp-Protocol-Version, Last-Event-ID")
                    .putHeader("Access-Control-Max-Age", "600")
                    .setStatusCode(204)
                    .end();
        } else {
            request.next();
        }
    }
}
