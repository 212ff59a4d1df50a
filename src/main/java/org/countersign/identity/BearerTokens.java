package org.countersign.identity;

import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.Set;

/**
 * Quarkus OIDC with our own 401 on /mcp and /api: complete with its body, and ended here, since whoever else handles an
 * authentication failure on /mcp lets some clients wait for an answer that never comes.
 */
@Alternative
@Priority(1)
@ApplicationScoped
class BearerTokens implements HttpAuthenticationMechanism {

    private final OidcAuthenticationMechanism oidc;
    private final Challenge challenge;

    BearerTokens(OidcAuthenticationMechanism oidc, Challenge challenge) {
        this.oidc = oidc;
        this.challenge = challenge;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager identities) {
        return oidc.authenticate(request, identities);
    }

    @Override
    public Uni<Boolean> sendChallenge(RoutingContext request) {
        if (!bearerOnly(request)) {
            return oidc.sendChallenge(request);
        }
        challenge.unauthenticated(request);
        return Uni.createFrom().item(true);
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        return oidc.getChallenge(request);
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return oidc.getCredentialTypes();
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext request) {
        return oidc.getCredentialTransport(request);
    }

    @Override
    public int getPriority() {
        return oidc.getPriority();
    }

    private static boolean bearerOnly(RoutingContext request) {
        String path = request.normalizedPath();
        return path.equals("/mcp") || path.startsWith("/mcp/") || path.startsWith("/api/");
    }
}
