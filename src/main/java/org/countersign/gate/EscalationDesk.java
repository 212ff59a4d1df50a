package org.countersign.gate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.countersign.caller.Caller;
import org.jspecify.annotations.Nullable;

/**
 * Where persons work on escalations. Each method is one transaction, and everything they do is an event in the chain of the
 * action, if there is one; it changes no shop and no action.
 */
public interface EscalationDesk {

    /** Closed ones, too. */
    Optional<Opened> find(String id);

    /** The latest about an action, closed or not. */
    Optional<Opened> about(String actionId);

    /**
     * Those that nobody has closed, what presses most first: what is overdue, what is due soon, then by urgency and time;
     * without comments.
     */
    List<Opened> open(Whose whose, Caller viewer, int limit);

    /** Who works on those that are asked for. */
    enum Whose {
        ALL,
        NOBODYS,
        MINE
    }

    /** Takes it, also from somebody else; false when its owner is not the one who was seen any more, or it is closed. */
    boolean take(Opened seen, Caller by);

    /** False when it is closed. */
    boolean comment(Opened seen, Caller by, String text);

    /** Ends one that belongs to no action; false when it does, or is closed. */
    boolean close(Opened seen, Caller by, String reason);

    /**
     * @param action absent for what belongs to none
     * @param owner  who works on it, if anybody does
     * @param closed absent while it is open
     */
    record Opened(
            Escalation escalation,
            @Nullable Entry action,
            @Nullable Owner owner,
            @Nullable Closed closed,
            List<Comment> comments) {

        public Opened {
            comments = List.copyOf(comments);
        }
    }

    record Owner(String issuer, String subject, Instant since) {

        public boolean is(Caller caller) {
            return issuer.equals(caller.issuer()) && subject.equals(caller.subject());
        }
    }

    /** @param by a person's subject, or {@code server} */
    record Closed(Instant at, @Nullable String by, @Nullable String reason) {}

    record Comment(String subject, Instant at, String text) {}
}
