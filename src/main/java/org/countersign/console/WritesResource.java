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
import org.countersign.mcp.ToolNames;
import org.countersign.policy.SwitchBoard;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** {@code /api/admin/writes}: the kill switch (contract, section 10). */
@Path("/api/admin/writes")
@Produces("application/json")
@RunOnVirtualThread
public class WritesResource {

    private final Admin admin;
    private final SwitchBoard board;
    private final ToolNames tools;

    WritesResource(Admin admin, SwitchBoard board, ToolNames tools) {
        this.admin = admin;
        this.board = board;
        this.tools = tools;
    }

    @GET
    @Operation(summary = "How the kill switches stand", description = "What is not listed was never switched off.")
    public Response positions() {
        Optional<Response> denied = admin.lacks(Permissions.SWITCH_WRITES);
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
        String scope = wanted.hasNonNull("tool")
                ? "tool:" + wanted.path("tool").asText()
                : wanted.hasNonNull("backend")
                        ? "backend:" + wanted.path("backend").asText()
                        : "all";
        board.turn(admin.caller(), scope, enabled, reason);
        board.awaitSends();
        return Response.ok(Json.text(shown())).build();
    }

    private Optional<String> wrong(JsonNode wanted) {
        if (wanted.hasNonNull("tool") && wanted.hasNonNull("backend")) {
            return Optional.of("Give tool or backend, or neither for all writes; both were given.");
        }
        if (wanted.hasNonNull("tool")
                && !tools.inOrder().contains(wanted.path("tool").asText())) {
            return Optional.of("There is no such tool; known are " + String.join(", ", tools.inOrder()) + ".");
        }
        return Optional.empty();
    }

    private ObjectNode shown() {
        ObjectNode json = Json.object();
        ArrayNode rows = json.putArray("switches");
        board.positions()
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
