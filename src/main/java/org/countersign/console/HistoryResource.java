package org.countersign.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.regex.Pattern;
import org.countersign.gate.Json;
import org.countersign.policy.PolicyBook;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/admin/shops/{shop}/history}: who changed what of the policy, newest first. */
@Path("/api/admin/shops/{shop}/history")
@Produces("application/json")
@RunOnVirtualThread
public class HistoryResource {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final int USUAL = 20;
    private static final int MOST = 100;

    private final Admin admin;
    private final PolicyBook book;

    HistoryResource(Admin admin, PolicyBook book) {
        this.admin = admin;
        this.book = book;
    }

    @GET
    @Operation(
            summary = "Changes of roles, grants and settings",
            description =
                    "Of a role, or of a role's grant for a tool, or all. limit (1 to 100, default 20) and cursor as in"
                            + " every list. The proof is in the audit: events role_changed, grant_changed, settings_changed.")
    public Response changes(
            @PathParam("shop") String shop,
            @QueryParam("role") @Nullable String role,
            @QueryParam("tool") @Nullable String tool,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return admin.reads(shop).orElseGet(() -> {
            int most = limit == null
                    ? USUAL
                    : NUMBER.matcher(limit).matches() && limit.length() < 4 ? Integer.parseInt(limit) : 0;
            if (most < 1
                    || most > MOST
                    || (cursor != null && !NUMBER.matcher(cursor).matches())) {
                return Problem.of(
                        400, "invalid_arguments", "limit is 1 to 100; cursor is next_cursor of the page before.");
            }
            return Response.ok(Json.text(page(
                            book.history(role, tool, cursor == null ? null : Long.valueOf(cursor), most + 1), most)))
                    .build();
        });
    }

    private static ObjectNode page(List<ObjectNode> found, int most) {
        ObjectNode json = Json.object();
        var rows = json.putArray("changes");
        found.stream().limit(most).forEach(rows::add);
        return found.size() > most
                ? json.put("next_cursor", rows.get(most - 1).path("id").asText())
                : json;
    }
}
