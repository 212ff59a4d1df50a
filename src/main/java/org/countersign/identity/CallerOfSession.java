package org.countersign.identity;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.runtime.OidcUtils;
import io.quarkus.oidc.runtime.TenantConfigContext;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.countersign.caller.Caller;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;
import org.jose4j.jwt.consumer.InvalidJwtException;

/**
 * Puts {@link SignedIn} and its {@link Caller} into the identity of a request in a console session. Signature, issuer,
 * audience and, at sign-in, the nonce of the ID token are verified before; here, what Quarkus leaves open.
 */
@Singleton
final class CallerOfSession implements SecurityIdentityAugmentor {

    private static final Logger LOG = Logger.getLogger(CallerOfSession.class);

    private final Callers callers;
    private final IdTokens idTokens;

    CallerOfSession(Callers callers, IdTokens idTokens) {
        this.callers = callers;
        this.idTokens = idTokens;
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        return Uni.createFrom().item(identity);
    }

    @Override
    public Uni<SecurityIdentity> augment(
            SecurityIdentity identity, AuthenticationRequestContext context, Map<String, Object> attributes) {
        if (!ConsoleTenant.ID.equals(identity.getAttribute(OidcUtils.TENANT_ID_ATTRIBUTE))) {
            return Uni.createFrom().item(identity);
        }
        try {
            RoutingContext request = HttpSecurityUtils.getRoutingContextAttribute(attributes);
            return Uni.createFrom().item(with(identity, (JsonWebToken) identity.getPrincipal(), request));
        } catch (RuntimeException unreadable) {
            LOG.debugf(unreadable, "a session was refused");
            return Uni.createFrom().failure(new AuthenticationFailedException(unreadable));
        }
    }

    private SecurityIdentity with(SecurityIdentity identity, JsonWebToken idToken, RoutingContext request) {
        idTokens.objection(idToken, SessionLife.isEstablished(request)).ifPresent(objection -> {
            throw new RefusedSignIn.Objection(objection);
        });
        Caller caller = caller(identity, idToken, request);
        return QuarkusSecurityIdentity.builder(identity)
                .addAttribute(Callers.ATTRIBUTE, caller)
                .addAttribute(
                        SignedIn.ATTRIBUTE,
                        new SignedIn(
                                caller,
                                IdTokens.name(idToken),
                                IdTokens.signedInAt(idToken),
                                IdTokens.digest(idToken),
                                idToken.getRawToken()))
                .build();
    }

    private Caller caller(SecurityIdentity identity, JsonWebToken idToken, RoutingContext request) {
        Caller caller = callers.from(idToken);
        if (callers.rolesIn(idToken).isPresent()) {
            return caller;
        }
        Set<String> roles = accessToken(identity, request)
                .filter(token -> caller.issuer().equals(token.getIssuer())
                        && caller.subject().equals(callers.subject(token)))
                .flatMap(callers::rolesIn)
                .orElse(Set.of());
        return new Caller(
                caller.issuer(),
                caller.subject(),
                caller.clientId(),
                caller.tokenId(),
                caller.scopes(),
                roles,
                caller.person());
    }

    /** Of the same sign-in, if it is a JWT of the issuer that verifies; many providers' are for their eyes only. */
    private static Optional<JsonWebToken> accessToken(SecurityIdentity identity, RoutingContext request) {
        AccessTokenCredential credential = identity.getCredential(AccessTokenCredential.class);
        TenantConfigContext tenant = request.get(TenantConfigContext.class.getName());
        if (credential == null || tenant == null || OidcUtils.isOpaqueToken(credential.getToken())) {
            return Optional.empty();
        }
        String token = credential.getToken();
        try {
            tenant.provider().verifyJwtToken(token, false, true, null);
            return Optional.of(FewTokens.claims(token));
        } catch (InvalidJwtException unreadable) {
            LOG.debugf(unreadable, "an access token gives no roles");
            return Optional.empty();
        }
    }
}
