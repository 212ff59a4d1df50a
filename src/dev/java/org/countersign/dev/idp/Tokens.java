package org.countersign.dev.idp;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Says what stands in a token: access tokens after RFC 9068, ID tokens after OpenID Connect Core, section 2. */
final class Tokens {
    private final Resources resources;
    private final SigningKey key;
    private final Duration lifetime;
    private final Clock clock;
    private volatile Function<TokenDraft, String> idTokens = TokenDraft::sign;

    Tokens(Resources resources, SigningKey key, Duration lifetime, Clock clock) {
        this.resources = resources;
        this.key = key;
        this.lifetime = lifetime;
        this.clock = clock;
    }

    Duration lifetime() {
        return lifetime;
    }

    String signed(Jwt token) {
        return token.signedBy(key);
    }

    /** An ID token, as a test wants it. */
    String signedId(Jwt token) {
        return idTokens.apply(new TokenDraft(token, key, clock));
    }

    void idTokens(Function<TokenDraft, String> as) {
        idTokens = as;
    }

    /** The checked claims of one of our own access tokens that is still good. */
    Optional<Map<String, Object>> accepted(String token) {
        return Jwt.signed(token, key)
                .filter(jwt -> Jwt.ACCESS.equals(jwt.header().get("typ")))
                .map(Jwt::claims)
                .filter(claims -> claims.get("exp") instanceof Number exp
                        && exp.longValue() > clock.instant().getEpochSecond());
    }

    Jwt access(SignIn signIn, Scopes scopes) {
        Map<String, Object> claims = common(signIn.person().subject(), resources.audience(signIn.resource()));
        client(claims, signIn.clientId(), scopes);
        person(claims, signIn);
        return Jwt.of(Jwt.ACCESS, claims);
    }

    /** For a client that acts for itself: its subject is the client id, and nothing in it names a person. */
    Jwt service(Client client, Optional<URI> resource, Scopes scopes) {
        Map<String, Object> claims = common(client.id(), resources.audience(resource));
        client(claims, client.id(), scopes);
        claims.put("realm_access", Map.of("roles", client.roles()));
        return Jwt.of(Jwt.ACCESS, claims);
    }

    /** The nonce belongs to the sign-in itself; a refreshed ID token has none (OpenID Connect Core, section 12.2). */
    Jwt id(SignIn signIn, String accessToken, Optional<String> nonce) {
        Map<String, Object> claims = common(signIn.person().subject(), signIn.clientId());
        claims.put("azp", signIn.clientId());
        person(claims, signIn);
        nonce.ifPresent(value -> claims.put("nonce", value));
        byte[] hash = SigningKey.sha256(accessToken.getBytes(StandardCharsets.US_ASCII));
        claims.put("at_hash", SigningKey.base64(Arrays.copyOf(hash, hash.length / 2)));
        return Jwt.of(Jwt.ID, claims);
    }

    private Map<String, Object> common(String subject, String audience) {
        Instant now = clock.instant();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", resources.issuer().toString());
        claims.put("sub", subject);
        claims.put("aud", audience);
        claims.put("exp", now.plus(lifetime).getEpochSecond());
        claims.put("iat", now.getEpochSecond());
        claims.put("jti", RandomText.fresh());
        return claims;
    }

    private static void client(Map<String, Object> claims, String clientId, Scopes scopes) {
        claims.put("client_id", clientId);
        claims.put("azp", clientId);
        claims.put("scope", scopes.toString());
    }

    private static void person(Map<String, Object> claims, SignIn signIn) {
        claims.put("auth_time", signIn.at().getEpochSecond());
        claims.put("preferred_username", signIn.person().user());
        claims.put("name", signIn.person().name());
        claims.put("email", signIn.person().email());
        claims.put("realm_access", Map.of("roles", signIn.person().roles()));
    }
}
