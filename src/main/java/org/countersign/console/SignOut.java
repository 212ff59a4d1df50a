package org.countersign.console;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import org.countersign.identity.ConsoleSettings;
import org.countersign.identity.ConsoleTenant;
import org.countersign.identity.ProviderSession;
import org.countersign.identity.SessionLife;
import org.countersign.identity.SignedIn;

/** Signing out: here at once and on every replica, and at the identity provider on the next page, where it has a place for that. */
@Path(ConsoleTenant.PATH)
@Produces(Notice.HTML)
@RunOnVirtualThread
public class SignOut {

    private final Session session;
    private final SessionLife life;
    private final EndedSessions ended;
    private final ProviderSession provider;
    private final ConsoleSettings settings;

    SignOut(
            Session session,
            SessionLife life,
            EndedSessions ended,
            ProviderSession provider,
            ConsoleSettings settings) {
        this.session = session;
        this.ended = ended;
        this.settings = settings;
        this.life = life;
        this.provider = provider;
    }

    @POST
    @Path("sign-out")
    public Response signOut(@Context RoutingContext request) {
        SignedIn who = session.signedIn();
        String onwards = provider.end(request, who);
        ended.add(who.session(), settings.session());
        life.end(request);
        return Response.ok(page(onwards)).build();
    }

    /** The provider sends people back here. */
    @GET
    @Path("signed-out")
    public Response signedOut() {
        return Response.ok(page("")).build();
    }

    private static String page(String onwards) {
        return Templates.signedOut(Frame.ofNobody("You are signed out"), onwards)
                .render();
    }
}
