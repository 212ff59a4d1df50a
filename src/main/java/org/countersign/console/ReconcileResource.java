package org.countersign.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.countersign.caller.Permissions;
import org.countersign.gate.Json;
import org.countersign.gate.Reconciliation;
import org.countersign.policy.SwitchBoard;
import org.countersign.shop.BackendUnavailable;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** {@code POST /api/admin/reconcile}: compares the ledger with the shop after a restore or a failover (contract, section 7). */
@Path("/api/admin/reconcile")
@Produces("application/json")
@Consumes("application/json")
@RunOnVirtualThread
public class ReconcileResource {

    private final Admin admin;
    private final Reconciliation reconciliation;
    private final SwitchBoard board;

    ReconcileResource(Admin admin, Reconciliation reconciliation, SwitchBoard board) {
        this.admin = admin;
        this.reconciliation = reconciliation;
        this.board = board;
    }

    @POST
    @Operation(
            summary = "Compare the ledger with the shop, and let writes go on",
            description =
                    "{reason}: lists effects in the shop that carry our mark and that the ledger lacks; each is handed"
                            + " to a person. Needed after the ledger's database was restored or failed over.")
    public Response reconcile(String body) {
        Optional<Response> denied = admin.lacks(Permissions.SWITCH_WRITES);
        if (denied.isPresent()) {
            return denied.get();
        }
        String reason = Body.of(body, "reason").reason();
        try {
            Reconciliation.Report report = reconciliation.reconcile(admin.caller(), reason);
            board.readAgain();
            ObjectNode json =
                    Json.object().put("database_had_changed", report.wasMoved()).put("compared", report.compared());
            ArrayNode lacking = json.putArray("lacking");
            report.lacking().forEach(effect -> lacking.add(Reconciliation.data(effect)));
            return Response.ok(Json.text(json)).build();
        } catch (BackendUnavailable gone) {
            return Problem.of(
                    503, "backend_unavailable", "The shop cannot be asked now; nothing was changed. Try again.");
        }
    }
}
