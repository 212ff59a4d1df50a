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
import org.countersign.caller.Permissions;
import org.countersign.gate.Json;
import org.countersign.gate.Mask;
import org.countersign.policy.Changed;
import org.countersign.policy.PolicyBook;
import org.countersign.policy.Standing;
import org.countersign.policy.Violation;
import org.jspecify.annotations.Nullable;

/**
 * {@code /console/roles/{role}/tools/{tool}}: what a role may do with a tool, tried on the actions of the last days before it is
 * saved. The rules are those of the admin API.
 */
@Path("/console/roles/{role}/tools/{tool}")
@Produces(Notice.HTML)
@RunOnVirtualThread
public class GrantPages {

    private static final int CHANGES = 10;

    private static final Map<String, String> SAID = Map.of(
            "saved", "Saved. It counts from now on.",
            "same", "Nothing was changed: it was so already.",
            "taken", "Taken away. The role does not have this tool any more.");

    private final Session session;
    private final Editing editing;
    private final PolicyBook book;
    private final Simulations simulations;

    GrantPages(Session session, Editing editing, PolicyBook book, Simulations simulations) {
        this.session = session;
        this.editing = editing;
        this.book = book;
        this.simulations = simulations;
    }

    static String path(String role, String tool) {
        String page = RolePages.path(role);
        return page.isEmpty() ? "" : page + "/tools/" + tool;
    }

    @GET
    public Response one(
            @PathParam("role") String role, @PathParam("tool") String tool, @QueryParam("said") @Nullable String said) {
        session.enter(Place.ROLES);
        GrantView view = view(role, tool, null);
        String word = SAID.getOrDefault(said == null ? "" : said, "");
        return shown(200, view.with(view.sheet().saying(word)));
    }

    @POST
    @Path("simulate")
    public Response simulate(@PathParam("role") String role, @PathParam("tool") String tool) {
        Fields sent = GrantForm.compact(editing.looked(Place.ROLES));
        GrantView view = view(role, tool, sent);
        return switch (simulations.run(draft(role, tool, sent, view.reads()))) {
            case Simulations.Ran(var report) ->
                shown(
                        200,
                        view.with(view.sheet().keeping(sent))
                                .with(SimulationView.of(
                                        session.permissions().has(Permissions.SEE_PERSONAL_DATA)
                                                ? report
                                                : Mask.over(report))));
            case Simulations.NoDraft(var wrong) ->
                refused(400, role, tool, sent, "Nothing was tried: this is no grant.", wrong);
            case Simulations.Busy busy ->
                refused(429, role, tool, sent, "Another simulation is running. Try again in a few seconds.", List.of());
        };
    }

    private static ObjectNode draft(String role, String tool, Fields sent, boolean reads) {
        ObjectNode json = Json.object();
        sent.putWhole(json, GrantView.DAYS, GrantView.DAYS);
        ObjectNode grant = json.putArray("grants").addObject().put("role", role).put("tool", tool);
        grant.set("grant", GrantForm.json(sent, reads));
        return json;
    }

    @POST
    @Path("save")
    public Response save(@PathParam("role") String role, @PathParam("tool") String tool) {
        Fields sent = GrantForm.compact(editing.sent(Place.ROLES, path(role, tool)));
        boolean reads = view(role, tool, sent).reads();
        return changed(role, tool, sent, "saved", GrantForm.json(sent, reads));
    }

    @POST
    @Path("take")
    public Response take(@PathParam("role") String role, @PathParam("tool") String tool) {
        Fields sent = editing.sent(Place.ROLES, path(role, tool));
        view(role, tool, null);
        return changed(role, tool, sent, "taken", null);
    }

    private Response changed(String role, String tool, Fields sent, String said, @Nullable ObjectNode grant) {
        Fields typed = grant == null ? null : sent;
        List<Violation> unfit = sent.reasonProblems();
        if (!unfit.isEmpty()) {
            return refused(400, role, tool, typed, "Nothing was changed: one thing is wrong.", unfit);
        }
        return switch (book.grant(editing.edit(sent), role, tool, grant)) {
            case Changed.Done(var now, var changes) -> Editing.to(path(role, tool), changes.isEmpty() ? "same" : said);
            case Changed.Not not -> {
                Response answer = refused(Editing.status(not), role, tool, typed, not.detail(), not.violations());
                yield answer;
            }
        };
    }

    /** @param typed absent: the form shows what stands */
    private Response refused(
            int status, String role, String tool, @Nullable Fields typed, String why, List<Violation> wrong) {
        Fields sent = typed == null ? new Fields(Map.of(), List.of()) : typed;
        Fields marked = sent.but(wrong, "grants[0].grant", "grants[0]", role + "." + tool);
        GrantView view = view(role, tool, typed == null ? null : marked);
        Sheet sheet = view.sheet().refused(why, marked, view.fields());
        if (status == 412) {
            sheet = sheet.meanwhile(view.exists() ? view.words() : List.of("not there"));
        } else if (typed != null) {
            sheet = sheet.keeping(typed);
        }
        return shown(status, view.with(sheet));
    }

    private Response shown(int status, GrantView view) {
        return Response.status(status)
                .entity(PolicyTemplates.grant(session.frame(Place.ROLES, view.role() + ": " + view.tool()), view)
                        .render())
                .build();
    }

    private GrantView view(String role, String tool, @Nullable Fields typed) {
        Standing now = book.standing();
        boolean known = editing.tools().grantable().contains(tool);
        if (now.permissions(role) == null || (!known && now.grant(role, tool) == null)) {
            throw session.refuse(
                    404,
                    "There is no such role or tool",
                    "The address is wrong, or the role was removed. See the roles.");
        }
        List<ChangeRow> history = book.history(role, tool, null, CHANGES).stream()
                .map(row -> ChangeRow.of(row, editing.tools().reads()))
                .toList();
        String mayNot = editing.mayNot(now, role);
        Sheet sheet = editing.sheet(path(role, tool), now.tag(role, tool), mayNot);
        return GrantView.of(now, role, tool, editing.tools().reads().contains(tool), typed, sheet, history);
    }
}
