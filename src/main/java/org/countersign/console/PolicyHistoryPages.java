package org.countersign.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.countersign.policy.PolicyBook;
import org.countersign.policy.Tools;
import org.jspecify.annotations.Nullable;

/** {@code /console/roles/history}: who changed which role, grant or setting, when and why; newest first. */
@Path("/console/roles/history")
@Produces(Notice.HTML)
@RunOnVirtualThread
public class PolicyHistoryPages {

    static final String PATH = "/console/roles/history";
    private static final int PAGE = 25;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private final Session session;
    private final Editing editing;
    private final PolicyBook book;

    PolicyHistoryPages(Session session, Editing editing, PolicyBook book) {
        this.session = session;
        this.editing = editing;
        this.book = book;
    }

    /**
     * @param role  what is filtered by; empty for all
     * @param older the way to the next page; empty on the last
     */
    public record View(
            String role, String tool, List<String> roles, List<String> tools, List<ChangeRow> rows, String older) {}

    @GET
    public String changes(
            @QueryParam("role") @Nullable String role,
            @QueryParam("tool") @Nullable String tool,
            @QueryParam("before") @Nullable String before) {
        session.enter(Place.ROLES);
        String ofRole = role == null ? "" : role.strip();
        String ofTool = tool == null ? "" : tool.strip();
        Long cursor = before != null && NUMBER.matcher(before).matches() ? Long.valueOf(before) : null;
        List<ObjectNode> found = book.history(text(ofRole), text(ofTool), cursor, PAGE + 1);
        Tools tools = editing.tools();
        View view = new View(
                ofRole,
                ofTool,
                List.copyOf(book.standing().draft().roles().keySet()),
                tools.grantable(),
                found.stream()
                        .limit(PAGE)
                        .map(row -> ChangeRow.of(row, tools.reads()))
                        .toList(),
                found.size() > PAGE ? older(ofRole, ofTool, found.get(PAGE - 1)) : "");
        return PolicyTemplates.policyHistory(session.frame(Place.ROLES, "Changes of roles and settings"), view)
                .render();
    }

    /** PostgreSQL knows no text with a zero in it. */
    private static @Nullable String text(String filter) {
        return filter.isEmpty() ? null : filter.replace("\0", "");
    }

    private static String older(String role, String tool, ObjectNode last) {
        return PATH + "?role=" + encoded(role) + "&tool=" + encoded(tool) + "&before="
                + last.path("id").asText();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
