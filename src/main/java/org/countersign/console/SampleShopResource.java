package org.countersign.console;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import org.countersign.caller.Caller;
import org.countersign.caller.Grants;
import org.countersign.caller.Permissions;
import org.countersign.gate.GateSettings;
import org.countersign.gate.Json;
import org.countersign.gate.Ledger;
import org.countersign.identity.Callers;
import org.countersign.shop.SampleData;

/** {@code POST /api/admin/shops/{shop}/reset}: the sample shop as it was, by somebody with manage_grants. */
@Path("/api/admin/shops/{shop}/reset")
public class SampleShopResource {

    private final SecurityIdentity identity;
    private final Grants grants;
    private final GateSettings settings;
    private final SampleData sample;
    private final Ledger ledger;

    SampleShopResource(
            SecurityIdentity identity, Grants grants, GateSettings settings, SampleData sample, Ledger ledger) {
        this.identity = identity;
        this.grants = grants;
        this.settings = settings;
        this.sample = sample;
        this.ledger = ledger;
    }

    @POST
    @Produces("application/json")
    @RunOnVirtualThread
    public Response reset(@PathParam("shop") String shop) {
        Caller caller = Callers.of(identity).orElseThrow();
        if (!grants.permissions(caller.roles()).has(Permissions.MANAGE_GRANTS)) {
            return Problem.of(403, "not_permitted", "Resetting the sample shop needs the permission manage_grants.");
        }
        if (!shop.equals(settings.shop())) {
            return Problem.of(
                    404, "not_found", "This server has no shop of that name; its shop is " + settings.shop() + ".");
        }
        if (!sample.present()) {
            return Problem.of(409, "wrong_state", "This server does not run the sample shop, so nothing was reset.");
        }
        sample.reset();
        ledger.shopWasReset(caller.issuer(), caller.subject());
        return Response.ok(Json.text(Json.object().put("shop", shop).put("reset", true)))
                .build();
    }

    /** Problem details, RFC 9457. */
    static final class Problem {
        static Response of(int status, String code, String detail) {
            return Response.status(status)
                    .type("application/problem+json")
                    .entity(Json.text(Json.object()
                            .put("type", "about:blank")
                            .put("title", code)
                            .put("status", status)
                            .put("detail", detail)))
                    .build();
        }

        private Problem() {}
    }
}
