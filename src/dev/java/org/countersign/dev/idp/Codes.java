package org.countersign.dev.idp;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Authorization codes: good for a minute and for one try; a second try revokes what the first one gave. */
final class Codes {
    static final Duration LIFETIME = Duration.ofSeconds(60);
    /** Longer than they are good for, so that a late second try is still seen as one. */
    private static final Duration REMEMBERED = Duration.ofHours(1);

    private static final int MOST = 1000;

    private record Code(SignIn signIn, String redirectUri, String challenge, Instant until, boolean tried) {
        Code once() {
            return new Code(signIn, redirectUri, challenge, until, true);
        }
    }

    private final Shelf<Code> codes;
    private final RefreshTokens refreshTokens;
    private final Clock clock;

    Codes(RefreshTokens refreshTokens, Clock clock) {
        this.codes = new Shelf<>(clock, REMEMBERED, MOST);
        this.refreshTokens = refreshTokens;
        this.clock = clock;
    }

    String issue(SignIn signIn, String redirectUri, String challenge) {
        String code = RandomText.fresh();
        codes.put(code, new Code(signIn, redirectUri, challenge, clock.instant().plus(LIFETIME), false));
        return code;
    }

    /** What the code stands for, if the client that was given it shows the verifier (RFC 7636) in time. */
    SignIn redeemed(Client client, Parameters form) {
        String redirectUri = form.required("redirect_uri");
        String verifier = form.required("code_verifier");
        Code code = codes.change(form.required("code"), Code::once)
                .orElseThrow(() -> Refusal.invalidGrant("Unknown code. Start a new sign-in at /authorize."));
        if (code.tried()) {
            refreshTokens.revoke(code.signIn());
            throw Refusal.invalidGrant("This code was used before; its refresh tokens are revoked. Sign in again.");
        }
        if (!code.until().isAfter(clock.instant())) {
            throw Refusal.invalidGrant("This code is older than " + LIFETIME.toSeconds() + " s. Sign in again.");
        }
        if (!code.signIn().clientId().equals(client.id())) {
            throw Refusal.invalidGrant("This code was given to another client. Sign in again.");
        }
        if (!code.redirectUri().equals(redirectUri)) {
            throw Refusal.invalidGrant("redirect_uri is not the one of the authorization. Sign in again, repeat it.");
        }
        if (!code.challenge().equals(challenge(verifier))) {
            throw Refusal.invalidGrant("code_verifier does not fit the code_challenge. Sign in again.");
        }
        return code.signIn();
    }

    static String challenge(String verifier) {
        return SigningKey.base64(SigningKey.sha256(verifier.getBytes(StandardCharsets.UTF_8)));
    }
}
