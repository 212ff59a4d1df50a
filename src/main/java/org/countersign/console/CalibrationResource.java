package org.countersign.console;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.countersign.gate.Json;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/admin/shops/{shop}/calibration}: how sure models said they were, and what became of it. */
@Path("/api/admin/shops/{shop}/calibration")
@Produces("application/json")
@RunOnVirtualThread
public class CalibrationResource {

    private final Admin admin;
    private final Calibrated calibrated;

    CalibrationResource(Admin admin, Calibrated calibrated) {
        this.admin = admin;
        this.calibrated = calibrated;
    }

    @GET
    @Operation(
            summary = "Claimed confidence against verified outcome and human decisions",
            description =
                    "Of the last days (1 to 90, default 30), the newest 50,000 actions at most (truncated). high is a"
                            + " confidence from 0.9, medium from 0.7, low below, none where the call gave none. Every action is in"
                            + " one of outcomes; asked counts what persons said to those they were asked about. With manage_grants"
                            + " or read_audit.")
    @APIResponse(responseCode = "429", description = "Another one is being counted")
    public Response counted(@PathParam("shop") String shop, @QueryParam("days") @Nullable String days) {
        return admin.reads(shop).orElseGet(() -> {
            Optional<Integer> wanted = days == null ? Optional.of(Calibrated.USUAL_DAYS) : Calibrated.days(days);
            if (wanted.isEmpty()) {
                return Problem.of(400, "invalid_arguments", "days is 1 to " + Calibrated.MOST_DAYS + ".");
            }
            return calibrated
                    .of(wanted.get())
                    .map(report -> Response.ok(Json.text(report.json())).build())
                    .orElseGet(() -> Problem.of(
                            429, "too_many_calls", "Another one is being counted. Try again in a few seconds."));
        });
    }
}
