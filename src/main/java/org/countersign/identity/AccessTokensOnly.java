package org.countersign.identity;

import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what is signed by the right issuer but is no access token for one resource: ID, refresh and logout tokens,
 * tokens bound to a key that is not shown here, tokens for both of our resources.
 */
@Singleton
final class AccessTokensOnly {

    private static final Set<String> HEADER_TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");
    /** Keycloak says typ Bearer, Cognito token_use access; both say otherwise for ID tokens. */
    private static final Set<String> CLAIM_TYPES = Set.of("bearer", "at+jwt", "access");
    /** OpenID Connect Core 2 and 3.3.2.11, Back-Channel Logout 2.4, RFC 7800: none belongs into a bearer access token. */
    private static final List<String> FOREIGN_CLAIMS = List.of("nonce", "at_hash", "c_hash", "s_hash", "events", "cnf");

    private final PublicUrl publicUrl;

    AccessTokensOnly(PublicUrl publicUrl) {
        this.publicUrl = publicUrl;
    }

    /** Empty if it is one, else why not. @param token whose signature, issuer, expiry and audience are verified */
    Optional<String> objection(JsonWebToken token) {
        Object headerType = header(token).getValue("typ");
        if (headerType != null && !known(headerType, HEADER_TYPES)) {
            return Optional.of("header typ is not that of an access token");
        }
        for (String type : List.of("typ", "token_use")) {
            if (token.containsClaim(type) && !known(ClaimValue.plain(token.getClaim(type)), CLAIM_TYPES)) {
                return Optional.of(type + " is not that of an access token");
            }
        }
        for (String foreign : FOREIGN_CLAIMS) {
            if (token.containsClaim(foreign)) {
                return Optional.of(foreign + " does not belong into a bearer access token");
            }
        }
        return publicUrl.opensBoth(token.getAudience())
                ? Optional.of("audience names two resources")
                : Optional.empty();
    }

    private static JsonObject header(JsonWebToken token) {
        String raw = token.getRawToken();
        byte[] header = Base64.getUrlDecoder().decode(raw.substring(0, raw.indexOf('.')));
        return new JsonObject(new String(header, StandardCharsets.UTF_8));
    }

    private static boolean known(@Nullable Object value, Set<String> known) {
        return value instanceof String text && known.contains(text.toLowerCase(Locale.ROOT));
    }
}
