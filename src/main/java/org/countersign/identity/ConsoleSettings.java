package org.countersign.identity;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What an operator says about signing in to the console. Without {@code countersign.console.client-id} there is none.
 * From {@code countersign.console.secret}, the same on all replicas, comes one key for each purpose.
 */
@Singleton
public final class ConsoleSettings {

    private static final int SHORTEST_SECRET = 32;

    private final Optional<String> clientId;
    private final Optional<String> clientSecret;
    private final byte[] secret;
    private final List<String> scopes;
    private final Duration session;
    private final Duration idle;
    private final Duration recentSignIn;

    ConsoleSettings(
            @ConfigProperty(name = "countersign.console.client-id") Optional<String> clientId,
            @ConfigProperty(name = "countersign.console.client-secret") Optional<String> clientSecret,
            @ConfigProperty(name = "countersign.console.secret") Optional<String> secret,
            @ConfigProperty(name = "countersign.console.scopes", defaultValue = "profile") List<String> scopes,
            @ConfigProperty(name = "countersign.console.session", defaultValue = "PT8H") Duration session,
            @ConfigProperty(name = "countersign.console.idle", defaultValue = "PT30M") Duration idle,
            @ConfigProperty(name = "countersign.console.recent-sign-in", defaultValue = "PT15M")
                    Duration recentSignIn) {
        objection(clientId, secret).ifPresent(objection -> {
            throw new IllegalStateException(objection);
        });
        this.clientId = clientId.filter(text -> !text.isBlank());
        this.clientSecret = clientSecret.filter(text -> !text.isBlank());
        this.secret = secret.orElse("").getBytes(StandardCharsets.UTF_8);
        this.scopes = List.copyOf(scopes);
        this.session = session;
        this.idle = idle;
        this.recentSignIn = recentSignIn;
    }

    /** What is wrong with these settings, in one line. */
    public static Optional<String> objection(Optional<String> clientId, Optional<String> secret) {
        boolean on = clientId.filter(text -> !text.isBlank()).isPresent();
        boolean good =
                secret.filter(text -> text.strip().length() >= SHORTEST_SECRET).isPresent();
        return on && !good
                ? Optional.of("countersign: the console needs a secret: set COUNTERSIGN_CONSOLE_SECRET to at least "
                        + SHORTEST_SECRET + " random characters, the same on all replicas (openssl rand -base64 32),"
                        + " or leave COUNTERSIGN_CONSOLE_CLIENT_ID out to run without the console")
                : Optional.empty();
    }

    public boolean isOn() {
        return clientId.isPresent();
    }

    String clientId() {
        return clientId.orElseThrow();
    }

    Optional<String> clientSecret() {
        return clientSecret;
    }

    /** Asked for beside {@code openid}: some providers give names or roles only so. */
    List<String> scopes() {
        return scopes;
    }

    /** How long a session lasts at most. */
    public Duration session() {
        return session;
    }

    /** How long it lasts unused. */
    Duration idle() {
        return idle;
    }

    /** How long ago whoever decides may have signed in. */
    public Duration recentSignIn() {
        return recentSignIn;
    }

    /** HMAC-SHA-256 over a text, by the key of one purpose: what was made for one counts for no other. */
    public byte[] mac(String purpose, String text) {
        return hmac(hmac(secret, purpose), text);
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
