package org.countersign.dev.idp;

import java.time.Clock;
import java.time.Duration;

/** Refresh tokens: each is good once and gives the next one; one that comes back ends its whole sign-in. */
final class RefreshTokens {
    private static final Duration LIFETIME = Duration.ofDays(30);
    private static final int MOST = 5000;

    private record Issued(SignIn signIn, boolean spent) {
        Issued spend() {
            return new Issued(signIn, true);
        }
    }

    private final Shelf<Issued> issued;
    /** By sign-in: kept apart from the tokens, since the next one may be in the making while its sign-in is revoked. */
    private final Shelf<SignIn> revoked;

    RefreshTokens(Clock clock) {
        this.issued = new Shelf<>(clock, LIFETIME, MOST);
        this.revoked = new Shelf<>(clock, LIFETIME, MOST);
    }

    String issue(SignIn signIn) {
        String token = RandomText.fresh();
        issued.put(token, new Issued(signIn, false));
        return token;
    }

    void revoke(SignIn signIn) {
        revoked.put(signIn.id(), signIn);
    }

    /** The sign-in a token stands for; looking does not spend it. */
    SignIn presented(String token, Client client) {
        return issued.find(token)
                .map(Issued::signIn)
                .filter(signIn -> signIn.clientId().equals(client.id()))
                .filter(signIn -> revoked.find(signIn.id()).isEmpty())
                .orElseThrow(() -> Refusal.invalidGrant("This refresh token is unknown, expired, revoked or of another"
                        + " client. Sign in again at /authorize; a restart forgets refresh tokens."));
    }

    void spend(String token) {
        Issued before = issued.change(token, Issued::spend)
                .orElseThrow(() -> Refusal.invalidGrant("This refresh token has expired. Sign in again."));
        if (before.spent()) {
            revoke(before.signIn());
            throw Refusal.invalidGrant("This refresh token was used before, so it and its successors are revoked."
                    + " Sign in again, and always keep the newest refresh token.");
        }
    }
}
