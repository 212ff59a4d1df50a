package org.countersign.console;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import org.countersign.identity.ConsoleSettings;
import org.countersign.identity.ConsoleTenant;
import org.countersign.identity.PublicUrl;
import org.countersign.identity.SessionLife;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The HTTP form of a request on /console, before anybody is authenticated: headers of every answer, path, method, where a
 * form comes from, whether the session still lives, and how often an address may try to sign in.
 */
@Singleton
final class ConsoleEdge {

    private static final String PATHS = "/console([/;].*)?";
    private static final int FIRST = Integer.MIN_VALUE + 20;
    private static final Set<String> NO_FORMS = Set.of(SignIns.PATH, ConsoleTenant.CALLBACK);
    private static final String ANEW = "countersign.console.sign-in";

    private final ConsoleSettings settings;
    private final PublicUrl publicUrl;
    private final PageHeaders headers;
    private final SessionLife life;
    private final ErrorPages errors;
    private final Rate signIns;

    ConsoleEdge(
            ConsoleSettings settings,
            PublicUrl publicUrl,
            PageHeaders headers,
            SessionLife life,
            ErrorPages errors,
            Clock clock,
            @ConfigProperty(name = "countersign.console.sign-ins-per-minute", defaultValue = "60") int perMinute) {
        this.settings = settings;
        this.publicUrl = publicUrl;
        this.headers = headers;
        this.life = life;
        this.errors = errors;
        this.signIns = new Rate(clock, perMinute);
    }

    void register(@Observes Router router) {
        router.routeWithRegex(PATHS).order(FIRST).handler(headers::put);
        router.routeWithRegex(PATHS).order(FIRST + 1).handler(this::form);
        router.routeWithRegex(PATHS).order(FIRST + 2).handler(this::session);
    }

    private void form(RoutingContext request) {
        HttpMethod method = request.request().method();
        if (!settings.isOn()) {
            errors.show(
                    request,
                    Notice.of(
                            404,
                            "The console is not configured",
                            "Whoever runs this server sets countersign.console.client-id to switch it on."));
        } else if (!isPlain(request)) {
            errors.show(request, Notice.of(404));
        } else if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) {
            request.next();
        } else if (!method.equals(HttpMethod.POST)) {
            request.response().putHeader("Allow", "GET, POST");
            errors.show(request, Notice.of(405));
        } else if (!isOurPage(request.request())) {
            errors.show(
                    request,
                    Notice.of(
                            403,
                            "This form comes from elsewhere",
                            "Nothing was done. Open the page here and try again."));
        } else if (!isForm(request.request())) {
            errors.show(request, Notice.of(415));
        } else {
            request.next();
        }
    }

    /** One address for one page, so that nobody disagrees about what it is. */
    private static boolean isPlain(RoutingContext request) {
        String path = request.request().path();
        return path.equals(request.normalizedPath()) && path.indexOf(';') < 0 && path.indexOf('%') < 0;
    }

    /** Browsers say where a form comes from; who says nothing has no browser, and no session that others could use. */
    private boolean isOurPage(HttpServerRequest request) {
        String origin = request.getHeader("Origin");
        String site = request.getHeader("Sec-Fetch-Site");
        return (origin == null || origin.equals(publicUrl.browserOrigin()))
                && (site == null || site.equals("same-origin"))
                && (origin != null || site != null);
    }

    private static boolean hasNoForm(String path) {
        return NO_FORMS.contains(path) || Asset.at(path).isPresent();
    }

    /** What has nothing to hide and is shown to strangers. */
    static boolean isOpen(String path) {
        return path.equals(SignIns.SIGNED_OUT) || Asset.at(path).isPresent();
    }

    private static boolean isForm(HttpServerRequest request) {
        String type = request.getHeader("Content-Type");
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded");
    }

    private void session(RoutingContext request) {
        String path = request.normalizedPath();
        if (hasNoForm(path) && request.request().method().equals(HttpMethod.POST)) {
            request.response().putHeader("Allow", "GET");
            errors.show(request, Notice.of(405));
        } else if (isOpen(path)) {
            request.request().headers().remove("Cookie");
            request.next();
        } else if (path.equals(SignIns.PATH)) {
            request.put(ANEW, true);
            ConsoleTenant.signInAnew(request);
            request.reroute(HttpMethod.GET, SignIns.page(request.request().getParam("to")));
        } else if (path.equals(ConsoleTenant.CALLBACK)) {
            callback(request);
        } else {
            page(request);
        }
    }

    private void page(RoutingContext request) {
        if (request.get(ANEW) != null) {
            life.begin(request);
        } else {
            life.look(request);
        }
        if (!SessionLife.isEstablished(request)) {
            life.forgetOldWays(request);
        }
        counted(request);
    }

    /** An answer of the provider counts where it was asked for, once; whoever goes back to it is signed in, or not. */
    private void callback(RoutingContext request) {
        if (ConsoleTenant.awaits(request)) {
            life.begin(request);
            counted(request);
            return;
        }
        life.look(request);
        if (SessionLife.isEstablished(request)) {
            request.response()
                    .setStatusCode(303)
                    .putHeader("Location", publicUrl.origin() + ConsoleTenant.PATH)
                    .end();
        } else {
            errors.show(request, Notice.notSignedIn(ConsoleTenant.PATH));
        }
    }

    private void counted(RoutingContext request) {
        OptionalLong later = SessionLife.isEstablished(request)
                ? OptionalLong.empty()
                : signIns.tooMany(request.request().remoteAddress().hostAddress());
        if (later.isPresent()) {
            errors.tooMany(request, later.getAsLong());
        } else {
            request.next();
        }
    }
}
