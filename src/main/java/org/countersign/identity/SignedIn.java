package org.countersign.identity;

import io.quarkus.security.identity.SecurityIdentity;
import java.time.Instant;
import java.util.Optional;
import org.countersign.caller.Caller;
import org.jspecify.annotations.Nullable;

/**
 * A person in a session of the console: by the cookie of /console, never by a bearer token.
 *
 * @param caller  by the ID token; where that has no roles, with those of the access token that came with it
 * @param name    to be shown; the person chose it
 * @param at      when the person proved who they are: {@code auth_time}, else when the ID token was issued
 * @param session the same for all requests of one session, different for any other
 * @param idToken to end the session at the identity provider
 */
public record SignedIn(Caller caller, String name, Instant at, String session, String idToken) {

    static final String ATTRIBUTE = "countersign.signed-in";

    /** Who is signed in with this identity. */
    public static Optional<SignedIn> of(@Nullable SecurityIdentity identity) {
        return identity == null ? Optional.empty() : Optional.ofNullable(identity.getAttribute(ATTRIBUTE));
    }

    /** Without its tokens. */
    @Override
    public String toString() {
        return caller.issuer() + " " + caller.subject();
    }
}
