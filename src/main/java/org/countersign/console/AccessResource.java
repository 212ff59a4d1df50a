package org.countersign.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.countersign.caller.Permissions;
import org.countersign.gate.Json;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/admin/access}: who could do what up to which amount, and what is left today (contract, section 10). */
@Path("/api/admin/access")
@Produces("application/json")
@RunOnVirtualThread
public class AccessResource {

    static final String UNKNOWN =
            "The ledger has no action of this person, so nobody knows their roles. Give them: roles=a,b.";

    private final Admin admin;
    private final Access access;

    AccessResource(Admin admin, Access access) {
        this.admin = admin;
        this.access = access;
    }

    @GET
    @Operation(
            summary = "What a person or a role could do",
            description =
                    "role=… or subject=… (issuer=…: default the caller's). Which roles a person has only their tokens"
                            + " say: they are those of the latest action in the ledger, or given with roles=a,b. Every tool with the"
                            + " limits that apply; for a person also what is left of today's. With manage_grants or read_audit.")
    @APIResponse(responseCode = "200", description = "roles, permissions, decides, tools, blocked")
    @APIResponse(responseCode = "404", description = "The ledger knows no action of this person: give roles")
    public Response access(
            @QueryParam("subject") @Nullable String subject,
            @QueryParam("issuer") @Nullable String issuer,
            @QueryParam("role") @Nullable String role,
            @QueryParam("roles") @Nullable String roles) {
        Optional<Response> denied = admin.lacksBoth(Permissions.MANAGE_GRANTS, Permissions.READ_AUDIT);
        if (denied.isPresent()) {
            return denied.get();
        }
        if ((subject == null) == (role == null) || (role != null && (roles != null || issuer != null))) {
            return Problem.of(400, "invalid_arguments", "Give role, or subject (and issuer, roles), one of the two.");
        }
        return role != null
                ? answer(access.ofRole(role))
                : access.ofPerson(
                                String.valueOf(subject),
                                issuer == null ? admin.caller().issuer() : issuer,
                                roles)
                        .map(AccessResource::answer)
                        .orElseGet(() -> Problem.of(404, "not_found", UNKNOWN));
    }

    private static Response answer(ObjectNode json) {
        return Response.ok(Json.text(json)).build();
    }
}
