package org.countersign.identity;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityPolicy;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/** The policy {@code admin-scope}: /api/admin takes tokens with the scope {@code countersign:admin} only. */
@Singleton
final class AdminScope implements HttpSecurityPolicy {

    static final String SCOPE = "countersign:admin";

    @Override
    public String name() {
        return "admin-scope";
    }

    @Override
    public Uni<CheckResult> checkPermission(
            RoutingContext request, Uni<SecurityIdentity> identity, AuthorizationRequestContext context) {
        return identity.map(Callers::of)
                .map(caller -> caller.filter(c -> c.scopes().contains(SCOPE)).isPresent()
                        ? CheckResult.PERMIT
                        : CheckResult.DENY);
    }
}
