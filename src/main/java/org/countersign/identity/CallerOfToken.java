package org.countersign.identity;

import io.quarkus.oidc.runtime.OidcUtils;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;

/**
 * Puts the {@link org.countersign.caller.Caller} of a verified bearer token into the identity of the request. Without it
 * nobody is a caller: so there is no way past {@link AccessTokensOnly}.
 */
@Singleton
final class CallerOfToken implements SecurityIdentityAugmentor {

    private static final Logger LOG = Logger.getLogger(CallerOfToken.class);
    private static final Set<String> BEARER_TENANTS = Set.of("mcp", "admin");

    private final Callers callers;
    private final AccessTokensOnly accessTokens;

    CallerOfToken(Callers callers, AccessTokensOnly accessTokens) {
        this.callers = callers;
        this.accessTokens = accessTokens;
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        String tenant = identity.getAttribute(OidcUtils.TENANT_ID_ATTRIBUTE);
        if (tenant == null || !BEARER_TENANTS.contains(tenant)) {
            return Uni.createFrom().item(identity);
        }
        try {
            return Uni.createFrom().item(with(identity, (JsonWebToken) identity.getPrincipal()));
        } catch (RuntimeException unreadable) {
            LOG.debugf(unreadable, "a token was refused");
            return Uni.createFrom().failure(new AuthenticationFailedException(unreadable));
        }
    }

    private SecurityIdentity with(SecurityIdentity identity, JsonWebToken token) {
        Optional<String> objection = accessTokens.objection(token);
        if (objection.isPresent()) {
            throw new AuthenticationFailedException(objection.get());
        }
        return QuarkusSecurityIdentity.builder(identity)
                .addAttribute(Callers.ATTRIBUTE, callers.from(token))
                .build();
    }
}
