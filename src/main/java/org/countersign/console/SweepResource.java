package org.countersign.console;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.countersign.caller.Permissions;
import org.countersign.gate.Json;
import org.countersign.gate.Sweep;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** {@code POST /api/admin/sweep}: looks now at what is due, for a scheduler while the server sleeps at zero. */
@Path("/api/admin/sweep")
@Produces("application/json")
@RunOnVirtualThread
public class SweepResource {

    private static final int AT_MOST = 1_000;

    private final Admin admin;
    private final Sweep sweep;

    SweepResource(Admin admin, Sweep sweep) {
        this.admin = admin;
        this.sweep = sweep;
    }

    @POST
    @Operation(
            summary = "Look at what was sent and is not settled",
            description =
                    "It looks, ends what is over, and begins what was approved and not begun; nothing else is sent.")
    public Response sweep() {
        Optional<Response> denied = admin.lacks(Permissions.RUN_SWEEP);
        return denied.orElseGet(() -> Response.ok(Json.text(Json.object().put("settled", sweep.sweep(AT_MOST))))
                .build());
    }
}
