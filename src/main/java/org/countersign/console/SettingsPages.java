package org.countersign.console;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.countersign.policy.Changed;
import org.countersign.policy.PolicyBook;
import org.countersign.policy.Standing;
import org.countersign.policy.Violation;
import org.jspecify.annotations.Nullable;

/** {@code /console/settings}: windows, ceilings and narrowed reasons of the shop, and who changed them. */
@Path("/console/settings")
@Produces(Notice.HTML)
@RunOnVirtualThread
public class SettingsPages {

    static final String PATH = "/console/settings";
    private static final int CHANGES = 10;

    private static final Map<String, String> SAID = Map.of(
            "saved", "Saved. They count from now on.",
            "same", "Nothing was changed: they were so already.",
            "imported", "Done: the policy is what the file says.");

    private final Session session;
    private final Editing editing;
    private final PolicyBook book;

    SettingsPages(Session session, Editing editing, PolicyBook book) {
        this.session = session;
        this.editing = editing;
        this.book = book;
    }

    /** @param words what stands now */
    public record View(Sheet sheet, List<String> words, List<Field> fields, List<Field> why, List<ChangeRow> history) {

        View with(Sheet other) {
            return new View(other, words, fields, why, history);
        }
    }

    @GET
    public Response settings(@QueryParam("said") @Nullable String said) {
        session.enter(Place.SETTINGS);
        View view = view(null);
        return shown(200, view.with(view.sheet().saying(SAID.getOrDefault(said == null ? "" : said, ""))));
    }

    @POST
    @Path("save")
    public Response save() {
        Fields sent = editing.sent(Place.SETTINGS, PATH);
        List<Violation> unfit = sent.reasonProblems();
        if (!unfit.isEmpty()) {
            return refused(400, sent, "Nothing was changed: one thing is wrong.", unfit);
        }
        return switch (book.settings(editing.edit(sent), SettingsForm.json(sent))) {
            case Changed.Done(var now, var changes) -> Editing.to(PATH, changes.isEmpty() ? "same" : "saved");
            case Changed.Not not -> refused(Editing.status(not), sent, not.detail(), not.violations());
        };
    }

    private Response refused(int status, Fields sent, String why, List<Violation> wrong) {
        Fields marked = sent.but(wrong);
        View view = view(marked);
        Sheet sheet = view.sheet().refused(why, marked, Stream.concat(view.fields().stream(), view.why().stream()));
        return shown(status, view.with(status == 412 ? sheet.meanwhile(view.words()) : sheet.keeping(sent)));
    }

    /** @param typed absent: what stands */
    private View view(@Nullable Fields typed) {
        Standing now = book.standing();
        var settings = now.draft().settings();
        return new View(
                editing.sheet(PATH, now.settingsTag(), editing.mayNot(now, null)),
                PolicyWords.settings(settings),
                SettingsForm.fields(typed == null ? SettingsForm.of(settings) : typed, Editing.currency(now)),
                Field.reason(typed == null ? new Fields(Map.of(), List.of()) : typed),
                book.settingsHistory(CHANGES).stream()
                        .map(row -> ChangeRow.of(row, editing.tools().reads()))
                        .toList());
    }

    private Response shown(int status, View view) {
        return Response.status(status)
                .entity(PolicyTemplates.settings(session.frame(Place.SETTINGS, "Settings of the shop"), view)
                        .render())
                .build();
    }
}
