package org.countersign.dev.idp;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A token before it is signed, for tests: good as it is, and to be spoiled in every way a server must notice. */
public final class TokenDraft {
    private static final Duration LONG_AGO = Duration.ofHours(1);

    private final Map<String, Object> header;
    private final Map<String, Object> claims;
    private final SigningKey key;
    private final Clock clock;

    TokenDraft(Jwt token, SigningKey key, Clock clock) {
        this.header = new LinkedHashMap<>(token.header());
        this.claims = new LinkedHashMap<>(token.claims());
        this.key = key;
        this.clock = clock;
    }

    /** Sets or replaces a claim; the value is anything Jackson writes. */
    public TokenDraft claim(String name, Object value) {
        claims.put(name, value);
        return this;
    }

    public TokenDraft without(String claim) {
        claims.remove(claim);
        return this;
    }

    public TokenDraft header(String name, Object value) {
        header.put(name, value);
        return this;
    }

    public TokenDraft scope(String scope) {
        return claim("scope", scope);
    }

    public TokenDraft roles(String... roles) {
        return claim("realm_access", Map.of("roles", List.of(roles)));
    }

    public TokenDraft client(String id) {
        return claim("client_id", id).claim("azp", id);
    }

    public TokenDraft audience(URI... audiences) {
        List<String> all = List.of(audiences).stream().map(URI::toString).toList();
        return claim("aud", all.size() == 1 ? all.getFirst() : all);
    }

    public TokenDraft issuer(URI issuer) {
        return claim("iss", issuer.toString());
    }

    /** How long it is good from now on. */
    public TokenDraft lasting(Duration lifetime) {
        return claim("exp", clock.instant().plus(lifetime).getEpochSecond());
    }

    /** Issued two hours ago, over for one: longer than any clock skew a server allows. */
    public TokenDraft expired() {
        return lasting(LONG_AGO.negated())
                .claim("iat", clock.instant().minus(LONG_AGO.multipliedBy(2)).getEpochSecond());
    }

    /** When the person last proved who they are. */
    public TokenDraft signedInBefore(Duration ago) {
        return claim("auth_time", clock.instant().minus(ago).getEpochSecond());
    }

    /** Makes an ID token of it: for the client instead of the resource, and of the type of ID tokens. */
    public TokenDraft asIdToken() {
        header.put("typ", Jwt.ID);
        String client = String.valueOf(claims.get("azp"));
        return without("scope").without("client_id").claim("aud", client).claim("nonce", RandomText.fresh());
    }

    /** Signed as the issuer does. */
    public String sign() {
        return token().signedBy(key);
    }

    /** Signed by a stranger under the issuer's key id. */
    public String signByAnotherKey() {
        String text = token().text(Map.of("alg", "RS256", "kid", key.id()));
        return text + "." + SigningKey.fresh().sign(text);
    }

    /** {@code alg: none} and no signature. */
    public String unsigned() {
        return token().text(Map.of("alg", "none")) + ".";
    }

    /** The old trick: HS256 with the public key as the secret. */
    public String signWithPublicKeyAsSecret() {
        String text = token().text(Map.of("alg", "HS256", "kid", key.id()));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.publicKey(), "HmacSHA256"));
            return text + "." + SigningKey.base64(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no HMAC", e);
        }
    }

    private Jwt token() {
        return new Jwt(header, claims);
    }
}
