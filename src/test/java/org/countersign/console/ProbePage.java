package org.countersign.console;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.countersign.gate.LedgerUnavailable;

/** A page of the console, in tests: it remembers what it was told. */
@Path("/console/probe")
@Produces(Notice.HTML)
@RunOnVirtualThread
public class ProbePage {

    /** What came through, by whom. */
    static final List<String> DONE = new CopyOnWriteArrayList<>();

    private final Session session;

    ProbePage(Session session) {
        this.session = session;
    }

    @GET
    public String page() {
        return Templates.notice(
                        session.frame(Place.HOME, "Probe"),
                        Notice.of(200, "Probe", session.caller().toString()))
                .render();
    }

    @POST
    @Path("say")
    public Response say(@FormParam("word") String word) {
        DONE.add(session.caller().subject() + " " + word);
        return Response.seeOther(URI.create("/console/probe?said=1")).build();
    }

    @POST
    @Path("decide")
    public Response decide(@FormParam("word") String word) {
        session.mustBeRecent("/console/probe", "");
        return say(word);
    }

    @GET
    @Path("away")
    public Response away() {
        return Response.seeOther(URI.create("https://evil.example/console/probe?x=1"))
                .build();
    }

    @GET
    @Path("outside")
    public Response outside() {
        return Response.seeOther(URI.create("/q/health")).build();
    }

    @GET
    @Path("broken")
    public String broken() {
        throw new IllegalStateException("a secret of the inside");
    }

    @GET
    @Path("ledger")
    public String ledger() {
        throw new LedgerUnavailable(new SQLException("a secret of the inside"));
    }

    @GET
    @Path("gone")
    public String gone() {
        throw new NotFoundException("a secret of the inside");
    }

    @GET
    @Path("refused")
    public String refused() {
        throw session.refuse(403, "Not this one", "It is <b>somebody</b> else's.");
    }
}
