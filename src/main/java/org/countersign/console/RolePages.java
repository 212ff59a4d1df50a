package org.countersign.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.countersign.policy.Changed;
import org.countersign.policy.PolicyBook;
import org.countersign.policy.Standing;
import org.countersign.policy.Violation;
import org.jspecify.annotations.Nullable;

/** {@code /console/roles/{role}}: what a role may do beside tools, its grants, and its removal. */
@Path("/console/roles/{role}")
@Produces(Notice.HTML)
@RunOnVirtualThread
public class RolePages {

    private static final int CHANGES = 10;
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:+=~-]*");

    private static final Map<String, String> SAID = Map.of(
            "made", "The role is there. Say what it may do, and give it tools.",
            "saved", "Saved. It counts from now on.",
            "same", "Nothing was changed: it was so already.");

    private final Session session;
    private final Editing editing;
    private final PolicyBook book;

    RolePages(Session session, Editing editing, PolicyBook book) {
        this.session = session;
        this.editing = editing;
        this.book = book;
    }

    /** Empty for a name that no role can have. */
    static String path(String role) {
        return PLAIN.matcher(role).matches() ? RolesPages.PATH + "/" + role : "";
    }

    @GET
    public Response one(@PathParam("role") String role, @QueryParam("said") @Nullable String said) {
        session.enter(Place.ROLES);
        RoleView view = view(role, null);
        String word = SAID.getOrDefault(said == null ? "" : said, "");
        return shown(200, view.with(view.sheet().saying(word)));
    }

    @POST
    @Path("save")
    public Response save(@PathParam("role") String role) {
        Fields sent = editing.sent(Place.ROLES, path(role));
        view(role, null);
        return changed(role, sent, RightsForm.json(sent));
    }

    @GET
    @Path("remove")
    public Response sure(@PathParam("role") String role) {
        session.enter(Place.ROLES);
        return removal(200, view(role, null));
    }

    @POST
    @Path("remove")
    public Response remove(@PathParam("role") String role) {
        Fields sent = editing.sent(Place.ROLES, path(role) + "/remove");
        view(role, null);
        return changed(role, sent, null);
    }

    /** @param rights absent: the role is removed */
    private Response changed(String role, Fields sent, @Nullable ObjectNode rights) {
        List<Violation> unfit = sent.reasonProblems();
        if (!unfit.isEmpty()) {
            return refused(400, role, sent, "Nothing was changed: one thing is wrong.", unfit, rights == null);
        }
        return switch (book.role(editing.edit(sent), role, rights)) {
            case Changed.Done(var now, var changes) ->
                rights == null
                        ? Editing.to(RolesPages.PATH, "removed")
                        : Editing.to(path(role), changes.isEmpty() ? "same" : "saved");
            case Changed.Not not ->
                refused(Editing.status(not), role, sent, not.detail(), not.violations(), rights == null);
        };
    }

    private Response refused(
            int status, String role, Fields sent, String why, List<Violation> wrong, boolean removing) {
        Fields marked = sent.but(wrong, "permissions");
        RoleView view = view(role, removing ? null : marked);
        Sheet sheet = view.sheet().refused(why, marked, Stream.concat(view.fields().stream(), view.why().stream()));
        RoleView shown =
                view.with(status == 412 ? sheet.meanwhile(view.words()) : removing ? sheet : sheet.keeping(sent));
        return removing ? removal(status, shown) : shown(status, shown);
    }

    private Response shown(int status, RoleView view) {
        return Response.status(status)
                .entity(PolicyTemplates.role(session.frame(Place.ROLES, "Role " + view.role()), view)
                        .render())
                .build();
    }

    private Response removal(int status, RoleView view) {
        return Response.status(status)
                .entity(PolicyTemplates.roleRemoval(
                                session.frame(Place.ROLES, "Remove the role " + view.role() + "?"), view)
                        .render())
                .build();
    }

    private RoleView view(String role, @Nullable Fields typed) {
        Standing now = book.standing();
        if (now.permissions(role) == null) {
            throw session.refuse(
                    404, "There is no such role", "The address is wrong, or the role was removed. See the roles.");
        }
        List<ChangeRow> history = book.history(role, null, null, CHANGES).stream()
                .map(row -> ChangeRow.of(row, editing.tools().reads()))
                .toList();
        Sheet sheet = editing.sheet(
                path(role), Objects.requireNonNull(now.tag(role), "it is there"), editing.mayNot(now, role));
        return RoleView.of(now, role, editing.tools(), typed, sheet, history);
    }
}
