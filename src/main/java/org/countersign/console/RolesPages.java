package org.countersign.console;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.countersign.gate.Json;
import org.countersign.policy.Changed;
import org.countersign.policy.PolicyBook;
import org.countersign.policy.Standing;
import org.countersign.policy.Violation;
import org.jspecify.annotations.Nullable;

/** {@code /console/roles}: which role may do what, at a glance; each cell leads to its grant. */
@Path("/console/roles")
@Produces(Notice.HTML)
@RunOnVirtualThread
public class RolesPages {

    static final String PATH = "/console/roles";
    static final String NAME = "role";

    private final Session session;
    private final Editing editing;
    private final PolicyBook book;

    RolesPages(Session session, Editing editing, PolicyBook book) {
        this.session = session;
        this.editing = editing;
        this.book = book;
    }

    @GET
    public Response matrix(@QueryParam("said") @Nullable String said) {
        session.enter(Place.ROLES);
        Sheet sheet = sheet(book.standing());
        return shown(200, sheet.saying("removed".equals(said) ? "The role is removed, with its grants." : ""), null);
    }

    @POST
    @Path("new")
    public Response create() {
        Fields sent = editing.sent(Place.ROLES, PATH).with(Fields.SEEN, "");
        List<Violation> unfit = new ArrayList<>(sent.reasonProblems());
        String role = sent.text(NAME);
        if (role.isEmpty()) {
            unfit.add(new Violation(NAME, "is missing"));
        }
        if (!unfit.isEmpty()) {
            return refused(400, sent, "No role was made.", unfit);
        }
        return switch (book.role(editing.edit(sent), role, Json.object())) {
            case Changed.Done done -> Editing.to(RolePages.path(role), "made");
            case Changed.Not not ->
                refused(
                        Editing.status(not),
                        sent,
                        not.why() == Changed.Why.CHANGED_MEANWHILE ? "There is a role of that name." : not.detail(),
                        not.violations().stream()
                                .map(each -> new Violation(NAME, each.problem()))
                                .toList());
        };
    }

    private Response refused(int status, Fields sent, String why, List<Violation> wrong) {
        Fields marked = sent.but(wrong);
        return shown(status, sheet(book.standing()).refused(why, marked, RolesView.form(marked).stream()), marked);
    }

    private Sheet sheet(Standing now) {
        return editing.sheet(PATH, null, editing.mayNot(now, null));
    }

    private Response shown(int status, Sheet sheet, @Nullable Fields typed) {
        RolesView view = RolesView.of(
                book.standing(),
                editing.tools(),
                session.caller(),
                sheet,
                typed == null ? new Fields(Map.of(), List.of()) : typed);
        return Response.status(status)
                .entity(PolicyTemplates.roles(session.frame(Place.ROLES, "Roles"), view)
                        .render())
                .build();
    }
}
