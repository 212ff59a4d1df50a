package org.countersign.console;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.countersign.caller.Permissions;
import org.countersign.gate.Json;
import org.countersign.gate.Ledger;
import org.countersign.shop.SampleData;

/** {@code POST /api/admin/shops/{shop}/reset}: the sample shop as it was, by somebody with manage_grants. */
@Path("/api/admin/shops/{shop}/reset")
public class SampleShopResource {

    private final Admin admin;
    private final SampleData sample;
    private final Ledger ledger;

    SampleShopResource(Admin admin, SampleData sample, Ledger ledger) {
        this.admin = admin;
        this.sample = sample;
        this.ledger = ledger;
    }

    @POST
    @Produces("application/json")
    @RunOnVirtualThread
    public Response reset(@PathParam("shop") String shop) {
        Optional<Response> denied = admin.lacks(Permissions.MANAGE_GRANTS, shop);
        if (denied.isPresent()) {
            return denied.get();
        }
        if (!sample.present()) {
            return Problem.of(409, "wrong_state", "This server does not run the sample shop, so nothing was reset.");
        }
        sample.reset();
        ledger.shopWasReset(admin.caller().issuer(), admin.caller().subject());
        return Response.ok(Json.text(Json.object().put("shop", shop).put("reset", true)))
                .build();
    }
}
