package org.countersign.console;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

/** {@code /console/pulse}: the frame of the pages alone, for a page that has nothing else to keep fresh. */
@Path("/console/pulse")
@Produces(Notice.HTML)
@RunOnVirtualThread
public class Pulse {

    private final Session session;

    Pulse(Session session) {
        this.session = session;
    }

    @GET
    public String frame() {
        return Templates.pulse(session.frame(Place.HOME, "Countersign")).render();
    }
}
