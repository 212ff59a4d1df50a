package org.countersign.console;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.countersign.caller.Permissions;
import org.countersign.gate.Json;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** {@code POST /api/admin/simulations}: what a draft of the matrix would have changed (contract, section 10). */
@Path("/api/admin/simulations")
@Produces("application/json")
@Consumes("application/json")
@RunOnVirtualThread
public class SimulationsResource {

    private final Admin admin;
    private final Simulations simulations;

    SimulationsResource(Admin admin, Simulations simulations) {
        this.admin = admin;
        this.simulations = simulations;
    }

    @POST
    @Operation(
            summary = "What would have become of the last days' actions",
            description =
                    "{days: 1 to 90, matrix: {role: {permissions?, tools: {tool: grant}}} or grants: [{role, tool,"
                            + " grant}]}: a matrix stands for all roles, grants stand beside those in force. Each action with what it"
                            + " was and would have been: allowed, model, requester, other_person, escalated, refused, cannot_tell."
                            + " At most 5,000 actions, the newest; nothing is stored. With manage_grants.")
    @APIResponse(
            responseCode = "200",
            description = "sums, actions, and not_judged: what only the shop of that day could tell")
    @APIResponse(responseCode = "400", description = "violations names everything that is wrong")
    @APIResponse(responseCode = "429", description = "Another simulation is running")
    public Response run(String body) {
        Optional<Response> denied = admin.lacks(Permissions.MANAGE_GRANTS);
        if (denied.isPresent()) {
            return denied.get();
        }
        return switch (simulations.run(PolicyAnswers.json(body))) {
            case Simulations.Ran(var report) ->
                Response.ok(Json.text(admin.read(report))).build();
            case Simulations.NoDraft(var violations) ->
                PolicyAnswers.problem(400, "invalid_arguments", "This is no draft of grants.", violations);
            case Simulations.Busy busy ->
                Problem.of(429, "too_many_calls", "Another simulation is running. Try again in a few seconds.");
        };
    }
}
