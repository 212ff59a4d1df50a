package org.countersign.console;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.countersign.caller.Permissions;
import org.countersign.gate.Json;
import org.countersign.survey.Survey;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** {@code GET /api/admin/backend}: can the shop system be reached, what is missing, what does it state of each tool. */
@Path("/api/admin/backend")
@Produces("application/json")
@RunOnVirtualThread
public class BackendResource {

    private final Admin admin;
    private final Survey survey;

    BackendResource(Admin admin, Survey survey) {
        this.admin = admin;
        this.survey = survey;
    }

    @GET
    @Operation(
            summary = "Check the shop system",
            description =
                    "Tries our credentials and what the tools need, and changes nothing: {backend, ok, findings: [{level: good,"
                            + " note or bad, about, says, fix?}], version_made_of, tools: [{tool, offered, why_not?, resend,"
                            + " absence, key_lifetime?, settle_time, call_timeout, shop_checks}]}. Shops that are away are"
                            + " findings. Takes seconds while the shop is slow. With switch_writes or read_audit.")
    @APIResponse(responseCode = "200", description = "What was found, also when something has to be mended")
    public Response check() {
        Optional<Response> denied = admin.lacksBoth(Permissions.SWITCH_WRITES, Permissions.READ_AUDIT);
        return denied.orElseGet(
                () -> Response.ok(Json.text(survey.look().json())).build());
    }
}
