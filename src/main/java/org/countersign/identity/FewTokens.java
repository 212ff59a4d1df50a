package org.countersign.identity;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.AuthorizationCodeTokens;
import io.quarkus.oidc.OidcRequestContext;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.runtime.DefaultTokenStateManager;
import io.quarkus.oidc.runtime.OidcJwtCallerPrincipal;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;

/**
 * What a session's cookie keeps of a sign-in: the ID token, and the access token only where the roles are in it. Never a
 * refresh token: a person signs in again.
 */
@Alternative
@Priority(1)
@ApplicationScoped
class FewTokens extends DefaultTokenStateManager {

    /** A token that is none, and none that Quarkus would take for one. */
    private static final String NONE = "-";

    private final Callers callers;

    FewTokens(Callers callers) {
        this.callers = callers;
    }

    @Override
    public Uni<String> createTokenState(
            RoutingContext request,
            OidcTenantConfig tenant,
            AuthorizationCodeTokens tokens,
            OidcRequestContext<String> context) {
        String access = tellsRoles(tokens.getIdToken()) ? NONE : tokens.getAccessToken();
        return super.createTokenState(
                request, tenant, new AuthorizationCodeTokens(tokens.getIdToken(), access, NONE), context);
    }

    private boolean tellsRoles(String idToken) {
        try {
            return callers.rolesIn(claims(idToken)).isPresent();
        } catch (InvalidJwtException unreadable) {
            return false;
        }
    }

    /** What a JWT says, which somebody else has verified. */
    static JsonWebToken claims(String token) throws InvalidJwtException {
        String payload = token.split("\\.")[1];
        return new OidcJwtCallerPrincipal(
                JwtClaims.parse(new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8)),
                new AccessTokenCredential(token));
    }
}
