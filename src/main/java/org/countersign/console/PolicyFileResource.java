package org.countersign.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
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
import org.countersign.policy.Written;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** {@code /api/admin/shops/{shop}/policy.yaml}: roles, grants and settings as one file, for who keeps them in Git. */
@Path("/api/admin/shops/{shop}/policy.yaml")
@RunOnVirtualThread
public class PolicyFileResource {

    private final Admin admin;
    private final PolicyBook book;
    private final PolicyAnswers answers;

    PolicyFileResource(Admin admin, PolicyBook book, PolicyAnswers answers) {
        this.admin = admin;
        this.book = book;
        this.answers = answers;
    }

    @GET
    @Produces({"application/yaml", "application/problem+json"})
    @Operation(summary = "The whole policy as one file", description = "YAML with version, shop, settings and roles.")
    public Response export(@PathParam("shop") String shop) {
        return admin.reads(shop)
                .orElseGet(() -> Response.ok(Written.yaml(book.file()), "application/yaml")
                        .header(HttpHeaders.ETAG, book.standing().tag())
                        .build());
    }

    @POST
    @Consumes({"application/yaml", "application/x-yaml", "text/yaml"})
    @Produces("application/json")
    @Operation(
            summary = "Make the policy what a file says",
            description =
                    "What the file does not have is removed. dry_run=true says what would be changed, and the ETag to"
                            + " do exactly that: the import itself needs it as If-Match. All of it is done, or nothing.")
    @APIResponse(responseCode = "200", description = "changes: each with before and after")
    @APIResponse(responseCode = "400", description = "violations names everything that is wrong")
    @APIResponse(responseCode = "403", description = "It changes a role that the caller holds")
    @APIResponse(responseCode = "412", description = "Something was changed since the diff")
    @APIResponse(responseCode = "428", description = "If-Match is missing")
    public Response replace(
            @PathParam("shop") String shop,
            @QueryParam("dry_run") @DefaultValue("false") String dryRun,
            @QueryParam("reason") @Nullable String reason,
            @Context HttpHeaders headers,
            String body) {
        Optional<Response> denied = admin.lacks(Permissions.MANAGE_GRANTS, shop);
        if (denied.isPresent()) {
            return denied.get();
        }
        if (!dryRun.equals("true") && !dryRun.equals("false")) {
            return Problem.of(400, "invalid_arguments", "dry_run is true or false.");
        }
        boolean dry = dryRun.equals("true");
        PolicyBook.Edit edit = answers.edit(admin.caller(), headers, reason);
        return switch (book.replace(edit, PolicyAnswers.yaml(body), dry)) {
            case Changed.Not not -> PolicyAnswers.refused(not);
            case Changed.Done(var now, var changes) -> {
                ObjectNode json = Json.object().put("dry_run", dry).put("etag", now.tag());
                json.setAll(PolicyAnswers.changes(changes));
                yield PolicyAnswers.ok(json, now.tag());
            }
        };
    }
}
