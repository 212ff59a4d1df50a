package org.countersign.identity;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import org.countersign.caller.Caller;
import org.jboss.logging.Logger;

/**
 * What a client without the right token is told (RFC 6750, RFC 9728): where the metadata is and which scopes to ask for.
 * All scopes are named at once, also to someone who only wants to read: a client signs in once, and few can ask for
 * more later; what may be written is decided by the grants of the person's roles, not by the scope alone.
 */
@Singleton
public final class Challenge {

    public static final String MCP_SCOPES = Caller.READ + " " + Caller.WRITE;

    private static final Logger LOG = Logger.getLogger(Challenge.class);

    private final PublicUrl publicUrl;

    Challenge(PublicUrl publicUrl) {
        this.publicUrl = publicUrl;
    }

    /** 401; the same answer whatever is wrong with the token, so that nobody learns from it. */
    public void unauthenticated(RoutingContext request) {
        boolean tokenShown = request.request().getHeader("Authorization") != null;
        String error = tokenShown ? ", error=\"invalid_token\"" : "";
        answer(
                request,
                401,
                "Bearer " + metadata(request) + ", scope=\"" + scopes(request) + "\"" + error,
                tokenShown ? "invalid_token" : "unauthorized",
                tokenShown
                        ? "The bearer token was not accepted: it is expired, not from this server's identity provider, not"
                                + " an access token, or not issued for the resource " + resource(request) + "."
                        : "A bearer token is required. Sign in as the metadata in WWW-Authenticate says.");
    }

    /** 403: signed in, but the token lacks a scope. */
    public void insufficientScope(RoutingContext request) {
        answer(
                request,
                403,
                "Bearer error=\"insufficient_scope\", scope=\"" + scopes(request) + "\", " + metadata(request),
                "insufficient_scope",
                "The token lacks a scope. Sign in again and ask for: " + scopes(request) + ".");
    }

    private void answer(RoutingContext request, int status, String header, String error, String description) {
        LOG.debugf("a request was refused: %d %s", status, error);
        HttpServerResponse response = request.response();
        response.setStatusCode(status).putHeader("WWW-Authenticate", header).putHeader("Cache-Control", "no-store");
        JsonObject body = new JsonObject().put("error", error).put("error_description", description);
        if (admin(request)) {
            body = new JsonObject().put("title", error).put("status", status).put("detail", description);
        }
        response.putHeader("Content-Type", admin(request) ? "application/problem+json" : "application/json");
        response.end(body.toBuffer());
    }

    private String metadata(RoutingContext request) {
        return "resource_metadata=\"" + publicUrl.metadata(admin(request) ? "/api/admin" : "/mcp") + "\"";
    }

    private String resource(RoutingContext request) {
        return admin(request) ? publicUrl.admin() : publicUrl.mcp();
    }

    private static String scopes(RoutingContext request) {
        return admin(request) ? AdminScope.SCOPE : MCP_SCOPES;
    }

    private static boolean admin(RoutingContext request) {
        return request.normalizedPath().startsWith("/api/");
    }
}
