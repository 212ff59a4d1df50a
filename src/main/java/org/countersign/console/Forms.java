package org.countersign.console;

import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;
import org.countersign.identity.ConsoleTenant;
import org.countersign.identity.PublicUrl;
import org.countersign.identity.SignedIn;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jboss.resteasy.reactive.server.WithFormRead;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

/**
 * Every POST on /console carries the token of its session, and no person sends too many of them; else it does nothing.
 * Every redirect leads to a page of this console, and every error has a page.
 */
@Singleton
public final class Forms {

    private final Session session;
    private final Csrf csrf;
    private final PublicUrl publicUrl;
    private final Rate posts;

    Forms(
            Session session,
            Csrf csrf,
            PublicUrl publicUrl,
            Clock clock,
            @ConfigProperty(name = "countersign.console.posts-per-minute", defaultValue = "60") int perMinute) {
        this.session = session;
        this.csrf = csrf;
        this.publicUrl = publicUrl;
        this.posts = new Rate(clock, perMinute);
    }

    @ServerRequestFilter
    @WithFormRead
    public Optional<Response> check(ResteasyReactiveContainerRequestContext request) {
        return isConsole(request)
                        && !request.getMethod().equals("GET")
                        && !request.getMethod().equals("HEAD")
                ? refused(request)
                : Optional.empty();
    }

    private Optional<Response> refused(ResteasyReactiveContainerRequestContext request) {
        Optional<SignedIn> who = session.known();
        if (who.isEmpty()) {
            return Optional.of(Notice.notSignedIn(ConsoleTenant.PATH).response(null));
        }
        if (!csrf.fits(who.get(), field(request))) {
            return Optional.of(Notice.of(
                            403,
                            "This form is not of your session",
                            "Nothing was done. Open the page again and send its form.")
                    .response(session.visitor()));
        }
        OptionalLong later = posts.tooMany(
                who.get().caller().issuer() + "\n" + who.get().caller().subject());
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

    @ServerResponseFilter
    public void complete(ResteasyReactiveContainerRequestContext request, ContainerResponseContext response) {
        if (!isConsole(request)) {
            return;
        }
        URI location = response.getLocation();
        if (location != null) {
            response.getHeaders().putSingle("Location", publicUrl.origin() + SignIns.page(inside(location)));
        }
        if (response.getStatus() >= 400 && !response.hasEntity()) {
            response.setEntity(
                    Notice.of(response.getStatus()).html(session.known().isPresent() ? session.visitor() : null),
                    null,
                    MediaType.valueOf(Notice.HTML));
        }
    }

    private static String inside(URI location) {
        return location.getRawQuery() == null
                ? location.getRawPath()
                : location.getRawPath() + "?" + location.getRawQuery();
    }

    private static boolean isConsole(ResteasyReactiveContainerRequestContext request) {
        String path = "/" + request.getUriInfo().getPath().replaceFirst("^/+", "");
        return path.equals(ConsoleTenant.PATH) || path.startsWith(ConsoleTenant.PATH + "/");
    }
}
