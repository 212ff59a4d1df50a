package org.countersign.identity;

import io.quarkus.security.AuthenticationException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * Ends every request on /mcp and /api/admin that failed before its caller was known, at once and in words: also when
 * the identity provider cannot be asked. It comes before every other failure handler.
 */
@Singleton
final class Refused {

    private static final Logger LOG = Logger.getLogger(Refused.class);

    private final Challenge challenge;

    Refused(Challenge challenge) {
        this.challenge = challenge;
    }

    void register(@Observes Router router) {
        router.route("/mcp/*").order(Integer.MIN_VALUE + 10).failureHandler(this::answer);
        router.route("/api/*").order(Integer.MIN_VALUE + 10).failureHandler(this::answer);
    }

    private void answer(RoutingContext request) {
        if (request.response().ended()) {
            return;
        }
        Throwable failure = request.failure();
        if (failure instanceof ForbiddenException) {
            challenge.insufficientScope(request);
        } else if (failure instanceof AuthenticationException || failure instanceof UnauthorizedException) {
            challenge.unauthenticated(request);
        } else if (failure != null && request.user() == null) {
            identityProviderDown(request, failure);
        } else {
            request.next();
        }
    }

    private static void identityProviderDown(RoutingContext request, Throwable failure) {
        LOG.warnf("a token could not be checked: %s", failure);
        request.response()
                .setStatusCode(503)
                .putHeader("Retry-After", "5")
                .putHeader("Content-Type", "application/json")
                .end(new JsonObject()
                        .put("error", "temporarily_unavailable")
                        .put(
                                "error_description",
                                "The token cannot be checked now: the identity provider does not answer."
                                        + " Nothing was done; try again in a few seconds.")
                        .toBuffer());
    }
}
