package org.countersign.console;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.countersign.caller.Permissions;
import org.countersign.gate.Json;
import org.countersign.ledger.Retention;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** {@code POST /api/admin/retention}: forgets now what is older than the retention, for a server that sleeps at zero. */
@Path("/api/admin/retention")
@Produces("application/json")
@RunOnVirtualThread
public class RetentionResource {

    private final Admin admin;
    private final Retention retention;

    RetentionResource(Admin admin, Retention retention) {
        this.admin = admin;
        this.retention = retention;
    }

    @POST
    @Operation(
            summary = "Forget old keys",
            description = "What a server does once a day: keys older than the retention; their hashes stay.")
    public Response forget() {
        Optional<Response> denied = admin.lacks(Permissions.RUN_SWEEP);
        if (denied.isPresent()) {
            return denied.get();
        }
        Retention.Forgotten gone = retention.forget();
        return Response.ok(Json.text(Json.object().put("keys", gone.keys()).put("words", gone.words())))
                .build();
    }
}
