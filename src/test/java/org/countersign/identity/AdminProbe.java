package org.countersign.identity;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** Something below /api/admin, in tests. */
@Path("/api/admin/probe")
public class AdminProbe {

    private final SecurityIdentity identity;

    AdminProbe(SecurityIdentity identity) {
        this.identity = identity;
    }

    @GET
    public String who() {
        return Callers.of(identity).orElseThrow().subject();
    }
}
