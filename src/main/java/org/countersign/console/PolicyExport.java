package org.countersign.console;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import org.countersign.policy.PolicyBook;
import org.countersign.policy.Written;

/** {@code /console/settings/policy.yaml}: the same file as the admin API gives, to be saved. */
@Path("/console/settings/policy.yaml")
@RunOnVirtualThread
public class PolicyExport {

    private final Session session;
    private final PolicyBook book;

    PolicyExport(Session session, PolicyBook book) {
        this.session = session;
        this.book = book;
    }

    @GET
    @Produces("application/yaml")
    public Response file() {
        session.enter(Place.SETTINGS);
        return Response.ok(Written.yaml(book.file()))
                .header("Content-Disposition", "attachment; filename=\"policy.yaml\"")
                .build();
    }
}
