package org.countersign.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.countersign.policy.PolicyBook;
import org.jspecify.annotations.Nullable;

/** {@code /console/access}: what a person or a role could do up to which amount, and what is left today. */
@Path("/console/access")
@Produces(Notice.HTML)
@RunOnVirtualThread
public class AccessPages {

    private final Session session;
    private final Access access;
    private final PolicyBook book;
    private final Editing editing;

    AccessPages(Session session, Access access, PolicyBook book, Editing editing) {
        this.session = session;
        this.access = access;
        this.book = book;
        this.editing = editing;
    }

    @GET
    public Response access(
            @QueryParam("subject") @Nullable String subject,
            @QueryParam("issuer") @Nullable String issuer,
            @QueryParam("roles") @Nullable String roles,
            @QueryParam("role") @Nullable String role) {
        session.enter(Place.ACCESS);
        AccessView.Asked asked = new AccessView.Asked(
                text(subject), or(text(issuer), session.caller().issuer()), text(roles), text(role));
        if (!asked.role().isEmpty()) {
            return shown(200, asked, access.ofRole(asked.role()), "");
        }
        if (asked.subject().isEmpty()) {
            return shown(200, asked, null, "");
        }
        Optional<ObjectNode> found =
                access.ofPerson(asked.subject(), asked.issuer(), asked.roles().isEmpty() ? null : asked.roles());
        return found.isPresent()
                ? shown(200, asked, found.get(), "")
                : shown(
                        404,
                        asked,
                        null,
                        "The ledger has no action of this person, so nobody knows their roles. Name their roles.");
    }

    private Response shown(int status, AccessView.Asked asked, @Nullable ObjectNode found, String problem) {
        List<String> roles = List.copyOf(book.standing().draft().roles().keySet());
        AccessView view = new AccessView(
                asked,
                access.lately(),
                roles,
                problem,
                found == null ? null : AccessView.Rights.of(found, editing.tools()));
        return Response.status(status)
                .entity(PolicyTemplates.access(session.frame(Place.ACCESS, "Access"), view)
                        .render())
                .build();
    }

    /** PostgreSQL knows no text with a zero in it. */
    private static String text(@Nullable String parameter) {
        return parameter == null ? "" : parameter.replace("\0", "").strip();
    }

    private static String or(String text, String otherwise) {
        return text.isEmpty() ? otherwise : text;
    }
}
