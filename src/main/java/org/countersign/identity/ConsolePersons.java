package org.countersign.identity;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityPolicy;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/** The policy {@code console-person}: /console takes people who signed in there, no service account and no token. */
@Singleton
final class ConsolePersons implements HttpSecurityPolicy {

    @Override
    public String name() {
        return "console-person";
    }

    @Override
    public Uni<CheckResult> checkPermission(
            RoutingContext request, Uni<SecurityIdentity> identity, AuthorizationRequestContext context) {
        return identity.map(known -> SignedIn.of(known)
                        .filter(signedIn -> signedIn.caller().person())
                        .isPresent()
                ? CheckResult.PERMIT
                : CheckResult.DENY);
    }
}
