package org.countersign.identity;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;

/** Signs tokens as {@link TestIssuer} would: start with {@link #person}, spoil it, end with {@link #signed}. */
public final class Tokens {

    public static final String PUBLIC_URL = "http://localhost:8081";

    private final JsonObject header =
            new JsonObject().put("alg", "RS256").put("typ", "at+jwt").put("kid", "test");
    private final JsonObject claims = new JsonObject();

    /** A token of a person with these roles that everything accepts. */
    public static Tokens person(String name, String... roles) {
        Instant now = Instant.now();
        return new Tokens()
                .claim("iss", ConfigProvider.getConfig().getValue("countersign.issuer", String.class))
                .claim("sub", name)
                .claim("azp", "some-client")
                .claim("jti", UUID.randomUUID().toString())
                .claim("aud", PUBLIC_URL + "/mcp")
                .claim("iat", now.getEpochSecond())
                .claim("exp", now.plusSeconds(300).getEpochSecond())
                .claim("scope", "commerce:read commerce:write")
                .claim("realm_access", new JsonObject().put("roles", new JsonArray(java.util.List.of(roles))));
    }

    public static Tokens admin(String name, String... roles) {
        return person(name, roles).claim("aud", PUBLIC_URL + "/api/admin").claim("scope", "countersign:admin");
    }

    public Tokens claim(String name, Object value) {
        claims.put(name, value);
        return this;
    }

    public Tokens without(String name) {
        claims.remove(name);
        return this;
    }

    public Tokens header(String name, Object value) {
        header.put(name, value);
        return this;
    }

    public String signed() {
        return signed(ownKey());
    }

    /** By somebody else, who claims to be the issuer. */
    public String signedByAStranger() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return signed(generator.generateKeyPair().getPrivate());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public String unsigned() {
        header.put("alg", "none");
        return encoded(header) + "." + encoded(claims) + ".";
    }

    private String signed(PrivateKey key) {
        try {
            String content = encoded(header) + "." + encoded(claims);
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static PrivateKey ownKey() {
        byte[] key = Base64.getDecoder().decode(ConfigProvider.getConfig().getValue("test.issuer.key", String.class));
        try {
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(key));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String encoded(JsonObject part) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(part.encode().getBytes(StandardCharsets.UTF_8));
    }
}
