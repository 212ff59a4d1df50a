package org.countersign.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.countersign.caller.Permissions;
import org.countersign.gate.Json;
import org.countersign.ledger.Erasure;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** {@code POST /api/admin/shops/{shop}/customers/{id}/erase}: a customer's words, by somebody with manage_grants. */
@Path("/api/admin/shops/{shop}/customers/{id}/erase")
@Produces("application/json")
@RunOnVirtualThread
public class ErasureResource {

    private final Admin admin;
    private final Erasure erasure;

    ErasureResource(Admin admin, Erasure erasure) {
        this.admin = admin;
        this.erasure = erasure;
    }

    @POST
    @Consumes("application/json")
    @Operation(
            summary = "Erase what was written about a customer",
            description =
                    "{reason}, which should name nobody. It cannot be undone. Codes, ids, amounts and the proof that"
                            + " nothing was changed stay. open: actions that are not settled; erase again when they are.")
    public Response erase(@PathParam("shop") String shop, @PathParam("id") String id, String body) {
        Optional<Response> denied = admin.lacks(Permissions.MANAGE_GRANTS, shop);
        if (denied.isPresent()) {
            return denied.get();
        }
        String reason = Body.of(body, "reason").reason();
        if (id.isBlank() || id.indexOf('\0') >= 0) {
            return Problem.of(400, "invalid_arguments", "The customer's id is missing in the path.");
        }
        Erasure.Erased erased =
                erasure.customer(id, admin.caller().issuer(), admin.caller().subject(), reason);
        ObjectNode json = Json.object();
        ArrayNode actions = json.putArray("erased");
        erased.actions().forEach(actions::add);
        json.put("calls", erased.notes());
        ArrayNode open = json.putArray("open");
        erased.open().forEach(open::add);
        return Response.ok(Json.text(json)).build();
    }
}
