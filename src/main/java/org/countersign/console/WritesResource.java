package org.countersign.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.countersign.caller.Permissions;
import org.countersign.gate.Json;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** {@code /api/admin/writes}: the kill switch (contract, section 10). */
@Path("/api/admin/writes")
@Produces("application/json")
@RunOnVirtualThread
public class WritesResource {

    private final Admin admin;
    private final Turning turning;

    WritesResource(Admin admin, Turning turning) {
        this.admin = admin;
        this.turning = turning;
    }

    @GET
    @Operation(
            summary = "How the kill switches stand",
            description = "What is not listed was never switched off. With switch_writes or read_audit.")
    public Response positions() {
        Optional<Response> denied = admin.lacksBoth(Permissions.SWITCH_WRITES, Permissions.READ_AUDIT);
        return denied.orElseGet(() -> Response.ok(Json.text(shown())).build());
    }

    @PUT
    @Consumes("application/json")
    @Operation(
            summary = "Switch writes off or on",
            description =
                    "{enabled, tool?, backend?, reason}: stops every new send of the shop, of a tool or of a backend.")
    public Response turn(String sent) {
        Optional<Response> denied = admin.lacks(Permissions.SWITCH_WRITES);
        if (denied.isPresent()) {
            return denied.get();
        }
        Body body = Body.of(sent, "enabled", "tool", "backend", "reason");
        boolean enabled = body.flag("enabled");
        String reason = body.reason();
        JsonNode wanted = body.json();
        Optional<String> wrong = wrong(wanted);
        if (wrong.isPresent()) {
            return invalid(wrong.get());
        }
        turning.turn(admin.caller(), scope(wanted), enabled, reason);
        return Response.ok(Json.text(shown())).build();
    }

    private Optional<String> wrong(JsonNode wanted) {
        if (wanted.hasNonNull("tool") && wanted.hasNonNull("backend")) {
            return Optional.of("Give tool or backend, or neither for all writes; both were given.");
        }
        return turning.unknown(scope(wanted));
    }

    private static String scope(JsonNode wanted) {
        return wanted.hasNonNull("tool")
                ? Turning.tool(wanted.path("tool").asText())
                : wanted.hasNonNull("backend")
                        ? Turning.backend(wanted.path("backend").asText())
                        : Turning.ALL;
    }

    private ObjectNode shown() {
        ObjectNode json = Json.object();
        ArrayNode rows = json.putArray("switches");
        turning.positions()
                .forEach(position -> rows.addObject()
                        .put("scope", position.scope())
                        .put("enabled", position.enabled())
                        .put("reason", position.reason())
                        .put("by", position.byWhom())
                        .put("at", position.at()));
        return json;
    }

    private static Response invalid(String detail) {
        return Problem.of(400, "invalid_arguments", detail);
    }
}
