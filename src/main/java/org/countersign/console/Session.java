package org.countersign.console;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.WebApplicationException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.countersign.caller.Caller;
import org.countersign.identity.ConsoleSettings;
import org.countersign.identity.SignedIn;

/** Who is signed in to the console with this request: a person, by the cookie of a session, or nobody. */
@RequestScoped
class Session {

    private final SecurityIdentity identity;
    private final ConsoleSettings settings;
    private final ErrorPages errors;
    private final Clock clock;

    Session(SecurityIdentity identity, ConsoleSettings settings, ErrorPages errors, Clock clock) {
        this.identity = identity;
        this.settings = settings;
        this.errors = errors;
        this.clock = clock;
    }

    /** @throws WebApplicationException the 401 page, if nobody is */
    SignedIn signedIn() {
        return known().orElseThrow(() -> Notice.notSignedIn("/console").exception(null));
    }

    Optional<SignedIn> known() {
        return SignedIn.of(identity).filter(signedIn -> signedIn.caller().person());
    }

    Caller caller() {
        return signedIn().caller();
    }

    /** When this person proved who they are. */
    Instant signedInAt() {
        return signedIn().at();
    }

    /** Whether that is recent enough to decide something. */
    boolean isRecent() {
        return signedInAt().plus(settings.recentSignIn()).isAfter(clock.instant());
    }

    /**
     * Before anything is decided.
     *
     * @param page to come back to after a new sign-in, such as {@code /console/approvals/apr_1}
     * @param written what they would lose
     * @throws WebApplicationException the page that says so, if the sign-in is too old for it
     */
    void mustBeRecent(String page, String written) {
        if (!isRecent()) {
            throw new Notice(
                            403,
                            "Sign in again to decide",
                            "Nothing was done. Whoever decides must have signed in during the last "
                                    + settings.recentSignIn().toMinutes() + " minutes.",
                            SignIns.anew(page, "Sign in again and come back"),
                            written)
                    .exception(visitor());
        }
    }

    /** Around a page of this session. */
    Frame frame(String title) {
        return new Frame(title, visitor());
    }

    Frame.Visitor visitor() {
        return errors.visitor(signedIn());
    }

    /** A page that says why something is not to be had. */
    WebApplicationException refuse(int status, String title, String text) {
        return Notice.of(status, title, text).exception(visitor());
    }
}
