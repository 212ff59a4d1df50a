package org.countersign.identity;

import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.countersign.caller.Caller;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * Quarkus OIDC, a redirect to sign in for pages of the console, and our own 401 on /mcp and /api: complete with its body, and ended here, since whoever else handles an
 * authentication failure on /mcp lets some clients wait for an answer that never comes.
 */
@Alternative
@Priority(1)
@ApplicationScoped
class BearerTokens implements HttpAuthenticationMechanism {

    private static final Pattern SIGNED_JWT =
            Pattern.compile("(?i:Bearer) [A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    private final OidcAuthenticationMechanism oidc;
    private final VerifiedTokens verified;
    private final Challenge challenge;

    BearerTokens(OidcAuthenticationMechanism oidc, VerifiedTokens verified, Challenge challenge) {
        this.oidc = oidc;
        this.verified = verified;
        this.challenge = challenge;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager identities) {
        if (!bearerOnly(request)) {
            return oidc.authenticate(request, identities);
        }
        if (malformed(request)) {
            return Uni.createFrom().failure(new AuthenticationFailedException("no signed JWT"));
        }
        String token = request.request().getHeader("Authorization");
        if (token == null || !request.normalizedPath().equals("/mcp")) {
            return oidc.authenticate(request, identities);
        }
        return verified.find(token)
                .map(caller -> Uni.createFrom().item(identity(caller)))
                .orElseGet(() -> oidc.authenticate(request, identities).invoke(identity -> keep(token, identity)));
    }

    private static SecurityIdentity identity(Caller caller) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(caller.subject()))
                .addAttribute(Callers.ATTRIBUTE, caller)
                .build();
    }

    private void keep(String token, @Nullable SecurityIdentity identity) {
        if (identity != null && identity.getPrincipal() instanceof JsonWebToken claims) {
            Callers.of(identity)
                    .ifPresent(
                            caller -> verified.keep(token, caller, Instant.ofEpochSecond(claims.getExpirationTime())));
        }
    }

    /** What is no signed JWT at all is refused before anything tries to take it apart. */
    private static boolean malformed(RoutingContext request) {
        List<String> headers = request.request().headers().getAll("Authorization");
        return headers.size() > 1
                || !headers.isEmpty() && !SIGNED_JWT.matcher(headers.get(0)).matches();
    }

    @Override
    public Uni<Boolean> sendChallenge(RoutingContext request) {
        if (!bearerOnly(request)) {
            return startsSignIn(request) ? oidc.sendChallenge(request) : refused(request);
        }
        challenge.unauthenticated(request);
        return Uni.createFrom().item(true);
    }

    /** What a form sends is not done later, after a sign-in: its sender is told so. */
    private static boolean startsSignIn(RoutingContext request) {
        HttpMethod method = request.request().method();
        return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
    }

    private static Uni<Boolean> refused(RoutingContext request) {
        request.fail(401);
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
