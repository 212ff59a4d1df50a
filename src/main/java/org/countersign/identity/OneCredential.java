package org.countersign.identity;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Each door knows one kind of credential: a bearer token on /mcp and /api, a session's cookie on /console. The other kind
 * is taken off the request before anybody looks, so that it cannot even choose who checks it.
 */
@Singleton
final class OneCredential {

    private static final int FIRST = Integer.MIN_VALUE + 1;

    void register(@Observes Router router) {
        router.route("/mcp/*").order(FIRST).handler(request -> without(request, "Cookie"));
        router.route("/api/*").order(FIRST).handler(request -> without(request, "Cookie"));
        router.route(ConsoleTenant.PATH + "/*").order(FIRST).handler(request -> without(request, "Authorization"));
    }

    private static void without(RoutingContext request, String header) {
        request.request().headers().remove(header);
        request.next();
    }
}
