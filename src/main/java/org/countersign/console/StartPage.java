package org.countersign.console;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import org.countersign.identity.ConsoleTenant;

/** {@code /console}: where people begin. */
@Path(ConsoleTenant.PATH)
@Produces(Notice.HTML)
@RunOnVirtualThread
public class StartPage {

    private final Session session;

    StartPage(Session session) {
        this.session = session;
    }

    @GET
    public String start() {
        return Templates.start(session.frame(Place.HOME, Place.HOME.title())).render();
    }
}
