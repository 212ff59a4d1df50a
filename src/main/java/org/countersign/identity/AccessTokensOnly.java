package org.countersign.identity;

import io.quarkus.oidc.TenantFeature;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.ErrorCodeValidator;
import org.jose4j.jwt.consumer.JwtContext;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what is signed by the right issuer but is no access token for one resource: ID, refresh and logout tokens,
 * tokens bound to a key that is not shown here, tokens for both of our resources. Runs inside the verification.
 */
@Singleton
@TenantFeature({"mcp", "admin"})
final class AccessTokensOnly implements ErrorCodeValidator {

    private static final int NO_ACCESS_TOKEN = 1001;
    private static final Set<String> HEADER_TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");
    /** Keycloak says Bearer, Cognito token_use=access; both say otherwise for ID tokens. */
    private static final Set<String> CLAIM_TYPES = Set.of("bearer", "at+jwt", "access");
    /** OpenID Connect Core 2 and 3.3.2.11, Back-Channel Logout 2.4, RFC 7800: none belongs into a bearer access token. */
    private static final List<String> FOREIGN_CLAIMS = List.of("nonce", "at_hash", "c_hash", "s_hash", "events", "cnf");

    private final PublicUrl publicUrl;

    AccessTokensOnly(PublicUrl publicUrl) {
        this.publicUrl = publicUrl;
    }

    @Override
    public @Nullable Error validate(JwtContext context) throws MalformedClaimException {
        String why = why(context);
        return why == null ? null : new Error(NO_ACCESS_TOKEN, why);
    }

    private @Nullable String why(JwtContext context) throws MalformedClaimException {
        JwtClaims claims = context.getJwtClaims();
        Object headerType = context.getJoseObjects().get(0).getHeaders().getObjectHeaderValue("typ");
        if (headerType != null && !known(headerType, HEADER_TYPES)) {
            return "header typ is not that of an access token";
        }
        for (String type : List.of("typ", "token_use")) {
            if (claims.hasClaim(type) && !known(claims.getClaimValue(type), CLAIM_TYPES)) {
                return type + " is not that of an access token";
            }
        }
        for (String foreign : FOREIGN_CLAIMS) {
            if (claims.hasClaim(foreign)) {
                return foreign + " does not belong into a bearer access token";
            }
        }
        return publicUrl.opensBoth(Set.copyOf(claims.getAudience())) ? "audience names two resources" : null;
    }

    private static boolean known(@Nullable Object value, Set<String> known) {
        return value instanceof String text && known.contains(text.toLowerCase(Locale.ROOT));
    }
}
