package org.countersign.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.countersign.policy.Changed;
import org.countersign.policy.PolicyBook;
import org.countersign.policy.Violation;
import org.countersign.policy.Written;
import org.jspecify.annotations.Nullable;

/**
 * {@code /console/settings/file}: the whole policy as one file, out and in. What a file would change is shown first; exactly that is
 * done then, or nothing.
 */
@Path("/console/settings/file")
@Produces(Notice.HTML)
@RunOnVirtualThread
public class PolicyFilePages {

    static final String PATH = "/console/settings/file";
    private static final String FILE = "file";

    private final Session session;
    private final Editing editing;
    private final PolicyBook book;

    PolicyFilePages(Session session, Editing editing, PolicyBook book) {
        this.session = session;
        this.editing = editing;
        this.book = book;
    }

    /**
     * @param file     as it was pasted
     * @param compared whether {@code changes} is what it would change
     */
    public record View(Sheet sheet, String file, List<Field> why, boolean compared, List<ChangeRow> changes) {}

    @GET
    public Response empty() {
        session.enter(Place.SETTINGS);
        return shown(200, sheet(null), new Fields(Map.of(), List.of()), false, List.of());
    }

    @POST
    @Path("compare")
    public Response compare() {
        return compared(200, editing.looked(Place.SETTINGS), "");
    }

    @POST
    @Path("apply")
    public Response apply() {
        Fields sent = editing.sent(Place.SETTINGS, PATH);
        List<Violation> wrong = new ArrayList<>(sent.reasonProblems());
        Optional<JsonNode> file = Written.yaml(text(sent), wrong);
        if (file.isEmpty() || !wrong.isEmpty()) {
            return refused(400, sent, "Nothing was changed.", wrong);
        }
        return switch (book.replace(editing.edit(sent), file.get(), false)) {
            case Changed.Done done -> Editing.to(SettingsPages.PATH, "imported");
            case Changed.Not not
            when not.why() == Changed.Why.CHANGED_MEANWHILE ->
                compared(412, sent, "Somebody changed something since. This is what the file would change now.");
            case Changed.Not not -> refused(Editing.status(not), sent, not.detail(), not.violations());
        };
    }

    private Response compared(int status, Fields sent, String why) {
        List<Violation> wrong = new ArrayList<>();
        Optional<JsonNode> file = Written.yaml(text(sent), wrong);
        if (file.isEmpty()) {
            return refused(400, sent, "This is no policy. Nothing was changed.", wrong);
        }
        return switch (book.replace(editing.edit(sent), file.get(), true)) {
            case Changed.Done(var now, var changes) ->
                shown(
                        status,
                        sheet(now.tag()).refused(why, sent, Field.reason(sent).stream()),
                        sent,
                        true,
                        changes.stream()
                                .map(change ->
                                        ChangeRow.of(change, editing.tools().reads()))
                                .toList());
            case Changed.Not not -> refused(Editing.status(not), sent, not.detail(), not.violations());
        };
    }

    /** As it was pasted, but for what surrounds it. */
    private static String text(Fields sent) {
        return sent.text(FILE);
    }

    private Response refused(int status, Fields sent, String why, List<Violation> wrong) {
        Fields marked = sent.but(wrong);
        return shown(status, sheet(null).refused(why, marked, Field.reason(sent).stream()), marked, false, List.of());
    }

    private Sheet sheet(@Nullable String tag) {
        return editing.sheet(PATH, tag, editing.mayNot(book.standing(), null));
    }

    private Response shown(int status, Sheet sheet, Fields sent, boolean compared, List<ChangeRow> changes) {
        View view = new View(sheet, text(sent), Field.reason(sent), compared, changes);
        return Response.status(status)
                .entity(PolicyTemplates.policyFile(session.frame(Place.SETTINGS, "The policy as one file"), view)
                        .render())
                .build();
    }
}
