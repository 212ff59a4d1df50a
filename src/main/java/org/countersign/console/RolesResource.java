package org.countersign.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import org.countersign.gate.Json;
import org.countersign.policy.Changed;
import org.countersign.policy.PolicyBook;
import org.countersign.policy.Standing;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** {@code /api/admin/shops/{shop}/roles}: the matrix, and the permissions of a role (contract, section 10). */
@Path("/api/admin/shops/{shop}/roles")
@Produces("application/json")
@RunOnVirtualThread
public class RolesResource {

    private final Admin admin;
    private final PolicyBook book;
    private final PolicyAnswers answers;

    RolesResource(Admin admin, PolicyBook book, PolicyAnswers answers) {
        this.admin = admin;
        this.book = book;
        this.answers = answers;
    }

    @GET
    @Operation(
            summary = "Who may do what",
            description =
                    "Every role with its permissions and its grants, each with its ETag. A tool that a role does not"
                            + " have is not in its list. With manage_grants or read_audit.")
    public Response matrix(@PathParam("shop") String shop) {
        return admin.reads(shop).orElseGet(() -> {
            Standing now = book.standing();
            return PolicyAnswers.ok(matrix(now), now.tag());
        });
    }

    private ObjectNode matrix(Standing now) {
        ObjectNode json = Json.object().put("admin_role", now.adminRole());
        answers.tools().names().forEach(json.putArray("tools")::add);
        var rows = json.putArray("roles");
        now.draft().roles().forEach((role, of) -> {
            ObjectNode row = rows.addObject().put("role", role).put("etag", now.tag(role));
            row.set("permissions", of.permissions());
            ObjectNode grants = row.putObject("tools");
            of.tools()
                    .forEach((tool, grant) -> grants.putObject(tool)
                            .put("etag", now.tag(role, tool))
                            .set("grant", grant));
        });
        return json;
    }

    @GET
    @Path("/{role}")
    @Operation(summary = "What a role may do beside tools", description = "{permissions}, with an ETag.")
    @APIResponse(responseCode = "200", description = "The permissions")
    @APIResponse(responseCode = "404", description = "There is no such role")
    public Response role(@PathParam("shop") String shop, @PathParam("role") String role) {
        return admin.reads(shop).orElseGet(() -> {
            Standing now = book.standing();
            JsonNode permissions = now.permissions(role);
            return permissions == null
                    ? Problem.of(404, "not_found", "There is no such role; the matrix is at …/roles.")
                    : PolicyAnswers.ok(Json.object().set("permissions", permissions), now.tag(role));
        });
    }

    @PUT
    @Path("/{role}")
    @Consumes("application/json")
    @Operation(
            summary = "Change or create a role",
            description = "{permissions: {see_personal_data?, decide_approvals? {max_amount?}, handle_escalations?,"
                    + " manage_grants?, switch_writes?, read_audit?, run_sweep?}}: all of them; absent is no. If-Match with"
                    + " the ETag, or If-None-Match: * to create it. reason goes to the history.")
    @APIResponse(responseCode = "200", description = "As it stands")
    @APIResponse(responseCode = "400", description = "violations names everything that is wrong")
    @APIResponse(responseCode = "403", description = "No manage_grants, or a role that the caller holds")
    @APIResponse(responseCode = "409", description = "Nobody else could manage grants any more")
    @APIResponse(responseCode = "412", description = "It was changed since")
    @APIResponse(responseCode = "428", description = "If-Match is missing")
    public Response change(
            @PathParam("shop") String shop,
            @PathParam("role") String role,
            @QueryParam("reason") @Nullable String reason,
            @Context HttpHeaders headers,
            String body) {
        Optional<Response> denied = admin.lacks(Permissions.MANAGE_GRANTS, shop);
        if (denied.isPresent()) {
            return denied.get();
        }
        JsonNode written = Body.of(PolicyAnswers.json(body), "permissions").json();
        return answer(
                book.role(answers.edit(admin.caller(), headers, reason), role, written.path("permissions")), role);
    }

    @DELETE
    @Path("/{role}")
    @Operation(summary = "Remove a role with its grants", description = "If-Match with the ETag of its permissions.")
    @APIResponse(responseCode = "204", description = "It is gone")
    @APIResponse(responseCode = "409", description = "A grant names it in its approvals, or it is the last manager")
    public Response remove(
            @PathParam("shop") String shop,
            @PathParam("role") String role,
            @QueryParam("reason") @Nullable String reason,
            @Context HttpHeaders headers) {
        Optional<Response> denied = admin.lacks(Permissions.MANAGE_GRANTS, shop);
        return denied.orElseGet(() ->
                answer(book.role(answers.edit(admin.caller(), headers, reason), role, null), role));
    }

    private static Response answer(Changed changed, String role) {
        return switch (changed) {
            case Changed.Not not -> PolicyAnswers.refused(not);
            case Changed.Done(Standing now, var changes) -> {
                JsonNode permissions = now.permissions(role);
                yield permissions == null
                        ? Response.noContent().build()
                        : PolicyAnswers.ok(Json.object().set("permissions", permissions), now.tag(role));
            }
        };
    }
}
