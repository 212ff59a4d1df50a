package org.countersign.console;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.WebApplicationException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.countersign.caller.Caller;
import org.countersign.caller.Grants;
import org.countersign.caller.Permissions;
import org.countersign.identity.ConsoleSettings;
import org.countersign.identity.SignedIn;

/** Who is signed in to the console with this request: a person, by the cookie of a session, or nobody. */
@RequestScoped
class Session {

    private final SecurityIdentity identity;
    private final ConsoleSettings settings;
    private final ErrorPages errors;
    private final Grants grants;
    private final Clock clock;

    Session(SecurityIdentity identity, ConsoleSettings settings, ErrorPages errors, Grants grants, Clock clock) {
        this.identity = identity;
        this.settings = settings;
        this.errors = errors;
        this.grants = grants;
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

    /** What this person's roles may do beside tools; at most 1 s old. */
    Permissions permissions() {
        return grants.permissions(caller().roles());
    }

    /** @throws WebApplicationException the page that says what is missing, if this room is not open to them */
    void enter(Place place) {
        if (!place.isOpenTo(permissions())) {
            throw lacking(place.title() + " needs", place.anyOf());
        }
    }

    /** @throws WebApplicationException the page that says so, if no role of theirs has this permission */
    void needs(String permission) {
        if (!permissions().has(permission)) {
            throw lacking("This needs", List.of(permission));
        }
    }

    private WebApplicationException lacking(String what, List<String> permissions) {
        return refuse(
                403,
                "Not for you",
                what + " the permission " + String.join(" or ", permissions)
                        + ", which none of your roles has. Nothing was done.");
    }

    /** Around a page of this session. @param title of a page in that room, which need not be the room's own */
    Frame frame(Place place, String title) {
        return new Frame(title, visitor(), place.path());
    }

    Frame.Visitor visitor() {
        return errors.visitor(signedIn());
    }

    /** A page that says why something is not to be had. */
    WebApplicationException refuse(int status, String title, String text) {
        return Notice.of(status, title, text).exception(visitor());
    }
}
