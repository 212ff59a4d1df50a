package org.countersign.console;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import org.countersign.identity.PublicUrl;

/** What every answer of the console tells a browser, errors and redirects too: no code but ours, no frame, no copy. */
@Singleton
final class PageHeaders {

    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private final boolean https;

    PageHeaders(PublicUrl publicUrl) {
        this.https = publicUrl.origin().startsWith("https:");
    }

    void put(RoutingContext request) {
        HttpServerResponse response = request.response();
        response.putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("X-Frame-Options", "DENY")
                // not no-referrer: with it browsers send forms with "Origin: null" (Fetch, section 3.1)
                .putHeader("Referrer-Policy", "same-origin")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin")
                .putHeader("Cache-Control", isForEver(request) ? "public, max-age=31536000, immutable" : "no-store");
        if (https) {
            response.putHeader("Strict-Transport-Security", "max-age=31536000");
        }
        request.next();
    }

    /** Only what its address names by its content. */
    private static boolean isForEver(RoutingContext request) {
        String version = request.request().getParam("v");
        return version != null
                && request.request().method().equals(HttpMethod.GET)
                && Asset.at(request.request().path())
                        .filter(asset -> asset.is(version))
                        .isPresent();
    }
}
