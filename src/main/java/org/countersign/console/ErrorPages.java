package org.countersign.console;

import io.quarkus.oidc.OIDCException;
import io.quarkus.security.AuthenticationException;
import io.quarkus.security.AuthenticationRedirectException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Arrays;
import org.countersign.gate.LedgerUnavailable;
import org.countersign.identity.RefusedSignIn;
import org.countersign.identity.SignedIn;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.core.multipart.FormEncodedDataDefinition;
import org.jspecify.annotations.Nullable;

/** Whatever fails on /console is answered in the frame of its pages, without what only the log should know. */
@Singleton
final class ErrorPages {

    private static final Logger LOG = Logger.getLogger(ErrorPages.class);
    private static final String PATHS = "/console([/;].*)?";
    private static final int FIRST = Integer.MIN_VALUE + 10;
    /** Behind everything that has an answer. */
    private static final int LAST = 2_000_000;

    private final Frames frames;

    ErrorPages(Frames frames) {
        this.frames = frames;
    }

    void register(@Observes Router router) {
        router.routeWithRegex(PATHS).order(FIRST).failureHandler(this::failed);
        router.routeWithRegex(PATHS).order(LAST).blockingHandler(request -> show(request, Notice.of(404)), false);
    }

    private void failed(RoutingContext request) {
        if (request.response().ended()) {
            return;
        }
        Throwable failure = request.failure();
        if (failure instanceof AuthenticationRedirectException redirect) {
            request.response()
                    .setStatusCode(redirect.getCode())
                    .putHeader("Location", redirect.getRedirectUri())
                    .end();
        } else if (failure instanceof ForbiddenException) {
            show(request, Notice.of(403));
        } else if (failure instanceof AuthenticationException || failure instanceof UnauthorizedException) {
            LOG.warnf("a sign-in to the console was refused: %s", RefusedSignIn.why(failure));
            show(request, Notice.notSignedIn(page(request)));
        } else if (failure instanceof OIDCException) {
            LOG.warnf("nobody can sign in to the console: %s", failure.getMessage());
            request.response().putHeader("Retry-After", "5");
            show(request, Notice.of(503));
        } else {
            show(request, known(request, failure));
        }
    }

    private static Notice known(RoutingContext request, @Nullable Throwable failure) {
        int status = request.statusCode();
        if (status == 401) {
            return Notice.notSignedIn(page(request));
        }
        if (status >= 400 && status < 500) {
            return Notice.of(status);
        }
        if (isUnreadableForm(failure)) {
            return Notice.of(400);
        }
        LOG.errorf(failure, "a request on %s failed", request.normalizedPath());
        return failure instanceof LedgerUnavailable
                ? Notice.of(
                        503, "Not now", "The ledger does not answer. Look whether it was done before you try again.")
                : Notice.of(500);
    }

    /** Such as {@code reason=%ZZ}: the server's own reader throws what any code may throw, so who threw it tells. */
    private static boolean isUnreadableForm(@Nullable Throwable failure) {
        return failure instanceof IllegalArgumentException
                && Arrays.stream(failure.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().startsWith(FormEncodedDataDefinition.class.getName()));
    }

    /** A form's address is its page's with one word more. */
    private static String page(RoutingContext request) {
        String path = request.normalizedPath();
        return request.request().method().equals(HttpMethod.POST) ? path.substring(0, path.lastIndexOf('/')) : path;
    }

    void tooMany(RoutingContext request, long seconds) {
        request.response().putHeader("Retry-After", String.valueOf(seconds));
        show(request, tooMany(seconds));
    }

    static Notice tooMany(long seconds) {
        return Notice.of(429, "Too many at once", "Nothing was done. Try again in " + seconds + " seconds.");
    }

    void show(RoutingContext request, Notice notice) {
        request.response()
                .setStatusCode(notice.status())
                .putHeader("Content-Type", Notice.HTML)
                .end(notice.html(visitor(request)));
    }

    private Frame.@Nullable Visitor visitor(RoutingContext request) {
        return request.user() instanceof QuarkusHttpUser user
                ? SignedIn.of(user.getSecurityIdentity()).map(this::visitor).orElse(null)
                : null;
    }

    Frame.Visitor visitor(SignedIn who) {
        return frames.of(who);
    }
}
