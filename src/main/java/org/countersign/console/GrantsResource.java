package org.countersign.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.countersign.caller.Permissions;
import org.countersign.policy.Changed;
import org.countersign.policy.PolicyBook;
import org.countersign.policy.Standing;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** {@code /api/admin/shops/{shop}/roles/{role}/tools/{tool}}: one grant (contract, section 10). */
@Path("/api/admin/shops/{shop}/roles/{role}/tools/{tool}")
@Produces("application/json")
@RunOnVirtualThread
public class GrantsResource {

    private final Admin admin;
    private final PolicyBook book;
    private final PolicyAnswers answers;

    GrantsResource(Admin admin, PolicyBook book, PolicyAnswers answers) {
        this.admin = admin;
        this.book = book;
        this.answers = answers;
    }

    @GET
    @Operation(summary = "What a role may do with a tool", description = "The grant, with an ETag: its version.")
    @APIResponse(responseCode = "200", description = "The grant")
    @APIResponse(responseCode = "404", description = "No such tool, or the role does not have it")
    public Response grant(
            @PathParam("shop") String shop, @PathParam("role") String role, @PathParam("tool") String tool) {
        Optional<Response> denied = admin.reads(shop).or(() -> answers.unknownTool(tool));
        return denied.orElseGet(() -> {
            Standing now = book.standing();
            JsonNode grant = now.grant(role, tool);
            return grant == null
                    ? Problem.of(
                            404, "not_found", "This role does not have this tool. Create it with If-None-Match: *.")
                    : PolicyAnswers.ok(grant, now.tag(role, tool));
        });
    }

    @PUT
    @Consumes("application/json")
    @Operation(
            summary = "Change or create a grant",
            description =
                    "{enabled, max_amount? {amount, currency}, max_percent_of_order?, daily_amount?, daily_count?,"
                            + " per_customer_30_days? {amount?, count?}, min_confidence?, confirmation? none|model|requester|"
                            + "other_person, approvals? [{above, role}], require_case?, service_accounts?}: the whole grant. Missing"
                            + " enabled is false, a missing limit is none; a name that is not known is refused. If-Match with the"
                            + " ETag, or If-None-Match: * to create it. reason goes to the history.")
    @APIResponse(responseCode = "200", description = "As it stands, in normal form")
    @APIResponse(responseCode = "400", description = "violations names everything that is wrong")
    @APIResponse(responseCode = "403", description = "No manage_grants, or a role that the caller holds")
    @APIResponse(responseCode = "404", description = "No such tool, or no such role")
    @APIResponse(responseCode = "412", description = "It was changed since")
    @APIResponse(responseCode = "428", description = "If-Match is missing")
    public Response change(
            @PathParam("shop") String shop,
            @PathParam("role") String role,
            @PathParam("tool") String tool,
            @QueryParam("reason") @Nullable String reason,
            @Context HttpHeaders headers,
            String body) {
        Optional<Response> denied = admin.lacks(Permissions.MANAGE_GRANTS, shop).or(() -> answers.unknownTool(tool));
        return denied.orElseGet(() -> answer(
                book.grant(answers.edit(admin.caller(), headers, reason), role, tool, PolicyAnswers.json(body)),
                role,
                tool));
    }

    @DELETE
    @Operation(summary = "Take a tool away from a role", description = "If-Match with the grant's ETag.")
    @APIResponse(responseCode = "204", description = "It is gone")
    public Response remove(
            @PathParam("shop") String shop,
            @PathParam("role") String role,
            @PathParam("tool") String tool,
            @QueryParam("reason") @Nullable String reason,
            @Context HttpHeaders headers) {
        Optional<Response> denied = admin.lacks(Permissions.MANAGE_GRANTS, shop);
        return denied.orElseGet(() ->
                answer(book.grant(answers.edit(admin.caller(), headers, reason), role, tool, null), role, tool));
    }

    private static Response answer(Changed changed, String role, String tool) {
        return switch (changed) {
            case Changed.Not not -> PolicyAnswers.refused(not);
            case Changed.Done(Standing now, var changes) -> {
                JsonNode grant = now.grant(role, tool);
                yield grant == null ? Response.noContent().build() : PolicyAnswers.ok(grant, now.tag(role, tool));
            }
        };
    }
}
