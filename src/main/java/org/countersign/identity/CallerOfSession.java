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
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.countersign.caller.Caller;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jspecify.annotations.Nullable;

/**
 * Puts {@link SignedIn} and its {@link Caller} into the identity of a request in a console session. Signature, issuer,
 * audience and, at sign-in, the nonce of the ID token are verified before; here, what Quarkus leaves open.
 */
@Singleton
final class CallerOfSession implements SecurityIdentityAugmentor {

    private static final Logger LOG = Logger.getLogger(CallerOfSession.class);
    /** Two machines' clocks. */
    private static final Duration SKEW = Duration.ofSeconds(30);

    private final Callers callers;
    private final ConsoleSettings settings;
    private final Clock clock;

    CallerOfSession(Callers callers, ConsoleSettings settings, Clock clock) {
        this.callers = callers;
        this.settings = settings;
        this.clock = clock;
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
        objection(idToken, SessionLife.isEstablished(request)).ifPresent(objection -> {
            throw new RefusedSignIn.Objection(objection);
        });
        Caller caller = caller(identity, idToken, request);
        return QuarkusSecurityIdentity.builder(identity)
                .addAttribute(Callers.ATTRIBUTE, caller)
                .addAttribute(
                        SignedIn.ATTRIBUTE,
                        new SignedIn(
                                caller,
                                name(idToken, caller),
                                signedInAt(idToken),
                                digest(idToken.getRawToken()),
                                idToken.getRawToken()))
                .build();
    }

    private Optional<String> objection(JsonWebToken idToken, boolean established) {
        Instant now = clock.instant();
        String authorizedParty = Callers.text(idToken, "azp");
        if (authorizedParty != null && !authorizedParty.equals(settings.clientId())) {
            return Optional.of("an ID token for another client");
        }
        if (!established && Instant.ofEpochSecond(idToken.getExpirationTime()).isBefore(now.minus(SKEW))) {
            return Optional.of("an ID token that has expired");
        }
        if (signedInAt(idToken).isAfter(now.plus(SKEW))) {
            return Optional.of("an ID token from the future");
        }
        return Optional.empty();
    }

    private Caller caller(SecurityIdentity identity, JsonWebToken idToken, RoutingContext request) {
        Caller caller = callers.from(idToken);
        if (callers.rolesIn(idToken).isPresent()) {
            return caller;
        }
        Set<String> roles = accessToken(identity, request)
                .filter(token -> caller.issuer().equals(token.getIssuer())
                        && caller.subject().equals(token.getSubject()))
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

    private static Instant signedInAt(JsonWebToken idToken) {
        return Callers.plain(idToken, "auth_time") instanceof Number seconds
                ? Instant.ofEpochSecond(seconds.longValue())
                : Instant.ofEpochSecond(idToken.getIssuedAtTime());
    }

    private static String name(JsonWebToken idToken, Caller caller) {
        for (String claim : new String[] {"name", "preferred_username", "email"}) {
            @Nullable String name = Callers.text(idToken, claim);
            if (name != null && !name.isBlank()) {
                return name;
            }
        }
        return caller.subject();
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
