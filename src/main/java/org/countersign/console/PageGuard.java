package org.countersign.console;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;
import org.countersign.caller.Caller;
import org.countersign.identity.ConsoleTenant;
import org.countersign.identity.SignedIn;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.WithFormRead;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

/**
 * Before any page of the console is called: its session was not ended, a form carries the token of its session, and
 * nobody sends too many of them. Else nothing is done.
 */
@Singleton
public final class PageGuard {

    private final Session session;
    private final EndedSessions ended;
    private final Csrf csrf;
    private final Rate posts;

    PageGuard(
            Session session,
            EndedSessions ended,
            Csrf csrf,
            Clock clock,
            @ConfigProperty(name = "countersign.console.posts-per-minute", defaultValue = "60") int perMinute) {
        this.session = session;
        this.ended = ended;
        this.csrf = csrf;
        this.posts = new Rate(clock, perMinute);
    }

    /** Of all resources, so that no page can forget it. */
    @ServerRequestFilter
    @WithFormRead
    public Optional<Response> check(ResteasyReactiveContainerRequestContext request) {
        String path = path(request);
        if (!isConsole(path) || ConsoleEdge.isOpen(path)) {
            return Optional.empty();
        }
        Optional<SignedIn> who = session.known().filter(signedIn -> !ended.has(signedIn.session()));
        if (who.isEmpty()) {
            return Optional.of(Notice.notSignedIn(ConsoleTenant.PATH).response(null));
        }
        boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        return reads ? Optional.empty() : refused(request, who.get());
    }

    private Optional<Response> refused(ResteasyReactiveContainerRequestContext request, SignedIn who) {
        if (!csrf.fits(who, field(request))) {
            return Optional.of(Notice.of(
                            403,
                            "This form is not of your session",
                            "Nothing was done. Open the page again and send its form.")
                    .response(session.visitor()));
        }
        Caller caller = who.caller();
        OptionalLong later = posts.tooMany(caller.issuer() + "\n" + caller.subject());
        return later.isEmpty()
                ? Optional.empty()
                : Optional.of(Response.fromResponse(
                                ErrorPages.tooMany(later.getAsLong()).response(session.visitor()))
                        .header("Retry-After", later.getAsLong())
                        .build());
    }

    private static String field(ResteasyReactiveContainerRequestContext request) {
        ResteasyReactiveRequestContext context = (ResteasyReactiveRequestContext) request.getServerRequestContext();
        return context.getFormParameter(Csrf.FIELD, true, false) instanceof String shown ? shown : "";
    }

    static String path(ResteasyReactiveContainerRequestContext request) {
        return "/" + request.getUriInfo().getPath().replaceFirst("^/+", "");
    }

    static boolean isConsole(String path) {
        return path.equals(ConsoleTenant.PATH) || path.startsWith(ConsoleTenant.PATH + "/");
    }
}
