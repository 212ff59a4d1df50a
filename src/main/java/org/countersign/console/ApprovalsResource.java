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
import org.countersign.approval.Dossiers;
import org.countersign.caller.Permissions;
import org.countersign.gate.Approval;
import org.countersign.gate.Approvals;
import org.countersign.gate.Entry;
import org.countersign.gate.Json;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** {@code /api/admin/shops/{shop}/approvals}: to read only. Decisions are made by persons in the console, never with a token. */
@Path("/api/admin/shops/{shop}/approvals")
@Produces("application/json")
@RunOnVirtualThread
public class ApprovalsResource {

    private static final int AT_MOST = 100;

    private final Admin admin;
    private final Approvals approvals;
    private final Dossiers dossiers;

    ApprovalsResource(Admin admin, Approvals approvals, Dossiers dossiers) {
        this.admin = admin;
        this.approvals = approvals;
        this.dossiers = dossiers;
    }

    @GET
    @Operation(
            summary = "What waits for a decision",
            description = "At most a hundred; what expires first comes first.")
    public Response pending(@PathParam("shop") String shop) {
        Optional<Response> denied = admin.lacks(Permissions.DECIDE_APPROVALS, shop);
        if (denied.isPresent()) {
            return denied.get();
        }
        ObjectNode json = Json.object();
        ArrayNode rows = json.putArray("approvals");
        for (Entry entry : approvals.pending(AT_MOST)) {
            Approval approval = entry.approval();
            if (approval != null) {
                rows.add(DossierJson.row(entry, approval));
            }
        }
        return Response.ok(Json.text(json)).build();
    }

    @GET
    @Path("/{id}")
    @Operation(
            summary = "Everything about one approval",
            description = "What its page shows; personal data are masked without see_personal_data.")
    public Response one(@PathParam("shop") String shop, @PathParam("id") String id) {
        Optional<Response> denied = admin.lacks(Permissions.DECIDE_APPROVALS, shop);
        if (denied.isPresent()) {
            return denied.get();
        }
        Entry entry = approvals.about(id).orElse(null);
        Approval approval = entry == null ? null : entry.approval();
        return entry == null || approval == null || approval.kind() == Approval.Kind.MODEL
                ? Problem.of(404, "not_found", "There is no such approval in this shop; find it in the list.")
                : Response.ok(Json.text(DossierJson.whole(dossiers.of(admin.caller(), entry), approval)))
                        .build();
    }
}
