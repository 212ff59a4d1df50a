package org.countersign.console;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.countersign.identity.ConsoleSettings;
import org.countersign.identity.SignedIn;
import org.jspecify.annotations.Nullable;

/** What every form of a session carries and no other page can know: a MAC over issuer, subject and session. */
@Singleton
final class Csrf {

    static final String FIELD = "csrf";

    private final ConsoleSettings settings;

    Csrf(ConsoleSettings settings) {
        this.settings = settings;
    }

    String token(SignedIn who) {
        String text = who.caller().issuer() + "\n" + who.caller().subject() + "\n" + who.session();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(settings.mac("csrf", text));
    }

    boolean fits(SignedIn who, @Nullable String shown) {
        return shown != null
                && MessageDigest.isEqual(
                        token(who).getBytes(StandardCharsets.UTF_8), shown.getBytes(StandardCharsets.UTF_8));
    }
}
