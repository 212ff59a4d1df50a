package org.countersign.console;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.countersign.caller.Caller;
import org.countersign.caller.Grants;
import org.countersign.identity.Callers;

/** Who calls the admin API, and whether they may. Issuer, audience and scope of the token are checked before. */
@RequestScoped
class Admin {

    private final SecurityIdentity identity;
    private final Grants grants;

    Admin(SecurityIdentity identity, Grants grants) {
        this.identity = identity;
        this.grants = grants;
    }

    Caller caller() {
        return Callers.of(identity).orElseThrow();
    }

    /** The refusal, if no role of the caller has this permission. */
    Optional<Response> lacks(String permission) {
        return grants.permissions(caller().roles()).has(permission)
                ? Optional.empty()
                : Optional.of(Problem.of(
                        403,
                        "not_permitted",
                        "This needs the permission " + permission + ", which none of your roles has."));
    }
}
