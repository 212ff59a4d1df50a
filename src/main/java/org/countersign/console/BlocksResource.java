package org.countersign.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Optional;
import org.countersign.caller.Permissions;
import org.countersign.gate.Json;
import org.countersign.policy.BlockBoard;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** {@code /api/admin/blocks}: cuts off one person or one client (contract, section 10). */
@Path("/api/admin/blocks")
@Produces("application/json")
@RunOnVirtualThread
public class BlocksResource {

    private static final int LONGEST = 500;

    private final Admin admin;
    private final Cutting cutting;

    BlocksResource(Admin admin, Cutting cutting) {
        this.admin = admin;
        this.cutting = cutting;
    }

    @GET
    @Operation(
            summary = "Who is cut off",
            description = "Also whose time is over, until somebody lifts it. With switch_writes or read_audit.")
    public Response all() {
        return admin.lacksBoth(Permissions.SWITCH_WRITES, Permissions.READ_AUDIT)
                .orElseGet(this::shown);
    }

    @PUT
    @Consumes("application/json")
    @Operation(
            summary = "Cut a person or a client off",
            description =
                    "{subject, issuer?} (default: the caller's issuer) or {client_id}, until? (RFC 3339; absent: until"
                            + " it is lifted), reason. Every tool answers them not_permitted, nothing more is sent for them, also"
                            + " after an approval, and they neither administer nor decide. Again: changes until and reason.")
    @APIResponse(responseCode = "200", description = "All blocks")
    @APIResponse(responseCode = "409", description = "Nobody cuts themselves off")
    public Response block(String sent) {
        Optional<Response> denied = admin.lacks(Permissions.SWITCH_WRITES);
        if (denied.isPresent()) {
            return denied.get();
        }
        Body body = Body.of(PolicyAnswers.json(sent), "subject", "issuer", "client_id", "until", "reason");
        JsonNode json = body.json();
        BlockBoard.Whom whom = whom(text(json, "subject"), text(json, "issuer"), text(json, "client_id"));
        return cutting.cut(admin.caller(), whom, until(json), body.reason())
                .map(why -> Problem.of(409, "lock_out", why))
                .orElseGet(this::shown);
    }

    @DELETE
    @Operation(summary = "Lift a block", description = "?subject=…&issuer=… or ?client_id=…; reason goes to the audit.")
    @APIResponse(responseCode = "200", description = "What is left")
    @APIResponse(responseCode = "404", description = "There is none")
    public Response lift(
            @QueryParam("subject") @Nullable String subject,
            @QueryParam("issuer") @Nullable String issuer,
            @QueryParam("client_id") @Nullable String clientId,
            @QueryParam("reason") @Nullable String reason) {
        Optional<Response> denied = admin.lacks(Permissions.SWITCH_WRITES);
        if (denied.isPresent()) {
            return denied.get();
        }
        if (reason != null && reason.length() > LONGEST) {
            throw bad("reason is at most " + LONGEST + " characters.");
        }
        return cutting.lift(admin.caller(), whom(subject, issuer, clientId), reason)
                ? shown()
                : Problem.of(404, "not_found", "There is no such block.");
    }

    private Response shown() {
        ObjectNode json = Json.object();
        cutting.all().forEach(json.putArray("blocks")::add);
        return Response.ok(Json.text(json)).build();
    }

    private BlockBoard.Whom whom(@Nullable String subject, @Nullable String issuer, @Nullable String clientId) {
        if ((subject == null) == (clientId == null) || (clientId != null && issuer != null)) {
            throw bad("Give subject (and issuer, if it is not yours) or client_id, one of them.");
        }
        return clientId == null
                ? BlockBoard.Whom.person(issuer == null ? admin.caller().issuer() : issuer, String.valueOf(subject))
                : BlockBoard.Whom.client(clientId);
    }

    private static @Nullable String text(JsonNode json, String name) {
        if (!json.hasNonNull(name)) {
            return null;
        }
        String text = json.path(name).asText();
        if (!json.path(name).isTextual() || text.isBlank() || text.length() > LONGEST || text.indexOf('\0') >= 0) {
            throw bad(name + " must be text of 1 to " + LONGEST + " characters.");
        }
        return text;
    }

    private @Nullable Instant until(JsonNode json) {
        String written = text(json, "until");
        if (written == null) {
            return null;
        }
        try {
            return cutting.until(written);
        } catch (Cutting.BadTime bad) {
            throw bad(String.valueOf(bad.getMessage()));
        }
    }

    private static WebApplicationException bad(String detail) {
        return new WebApplicationException(Problem.of(400, "invalid_arguments", detail));
    }
}
