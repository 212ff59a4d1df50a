package org.countersign.dev.idp;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** The RSA key that signs tokens (RS256), and its public half as a JWK (RFC 7517). */
final class SigningKey {
    private static final int BITS = 2048;

    private final RSAPrivateCrtKey secret;
    private final PublicKey open;

    private SigningKey(RSAPrivateCrtKey secret) throws GeneralSecurityException {
        this.secret = secret;
        this.open = KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(secret.getModulus(), secret.getPublicExponent()));
    }

    static SigningKey fresh() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            return new SigningKey((RSAPrivateCrtKey) generator.generateKeyPair().getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no RSA", e);
        }
    }

    /** From PKCS #8, the form of {@link #pkcs8()}. */
    static SigningKey of(byte[] pkcs8) throws GeneralSecurityException {
        return new SigningKey(
                (RSAPrivateCrtKey) KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
    }

    byte[] pkcs8() {
        return secret.getEncoded();
    }

    byte[] publicKey() {
        return open.getEncoded();
    }

    /** The thumbprint of RFC 7638, so that the same key has the same id after a restart. */
    String id() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("e", number(secret.getPublicExponent()));
        members.put("kty", "RSA");
        members.put("n", number(secret.getModulus()));
        return base64(sha256(Json.write(members)));
    }

    Map<String, Object> jwk() {
        return Map.of(
                "kty",
                "RSA",
                "use",
                "sig",
                "alg",
                "RS256",
                "kid",
                id(),
                "n",
                number(secret.getModulus()),
                "e",
                number(secret.getPublicExponent()));
    }

    String sign(String text) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(secret);
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("signing failed", e);
        }
    }

    boolean signed(String text, byte[] signed) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(open);
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Unsigned and without the leading zero that Java puts before a high bit (RFC 7518, section 2). */
    private static String number(BigInteger value) {
        byte[] bytes = value.toByteArray();
        return base64(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }
}
