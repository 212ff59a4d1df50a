package org.countersign.identity;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** What an ID token says (OpenID Connect Core, section 2), and what is checked of it beyond what Quarkus checks. */
@Singleton
final class IdTokens {

    /** Two machines' clocks. */
    private static final Duration SKEW = Duration.ofSeconds(30);

    private static final List<String> NAMES = List.of("name", "preferred_username", "email");

    private final ConsoleSettings settings;
    private final Clock clock;

    IdTokens(ConsoleSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Empty if it is good, else why not. @param established if it is that of a session that goes on, whatever its expiry */
    Optional<String> objection(JsonWebToken idToken, boolean established) {
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

    /** When the person proved who they are, as far as the provider says. */
    static Instant signedInAt(JsonWebToken idToken) {
        return Callers.plain(idToken, "auth_time") instanceof Number seconds
                ? Instant.ofEpochSecond(seconds.longValue())
                : Instant.ofEpochSecond(idToken.getIssuedAtTime());
    }

    static String name(JsonWebToken idToken) {
        for (String claim : NAMES) {
            String name = Callers.text(idToken, claim);
            if (name != null && !name.isBlank()) {
                return name;
            }
        }
        return idToken.getSubject();
    }

    static String digest(JsonWebToken idToken) {
        try {
            byte[] text = idToken.getRawToken().getBytes(StandardCharsets.UTF_8);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
