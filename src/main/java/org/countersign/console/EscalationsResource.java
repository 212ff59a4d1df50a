package org.countersign.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.countersign.caller.Permissions;
import org.countersign.gate.Json;
import org.countersign.gate.Ledger;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** {@code GET /api/admin/shops/{shop}/escalations}: what waits for a person, newest first. */
@Path("/api/admin/shops/{shop}/escalations")
@Produces("application/json")
@RunOnVirtualThread
public class EscalationsResource {

    private static final int AT_MOST = 100;

    private final Admin admin;
    private final Ledger ledger;

    EscalationsResource(Admin admin, Ledger ledger) {
        this.admin = admin;
        this.ledger = ledger;
    }

    @GET
    @Operation(summary = "What waits for a person", description = "The newest hundred that nobody has closed.")
    public Response open(@PathParam("shop") String shop) {
        Optional<Response> denied = admin.lacks(Permissions.HANDLE_ESCALATIONS, shop);
        if (denied.isPresent()) {
            return denied.get();
        }
        ObjectNode json = Json.object();
        ArrayNode rows = json.putArray("escalations");
        ledger.escalations(AT_MOST)
                .forEach(escalation -> rows.addObject()
                        .put("id", escalation.id())
                        .put("action_id", escalation.actionId())
                        .put("kind", escalation.kind())
                        .put("opened_at", escalation.openedAt().toString())
                        .set("data", escalation.data()));
        return Response.ok(Json.text(json)).build();
    }
}
