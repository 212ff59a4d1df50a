package org.countersign.gate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.countersign.shop.Money;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's word on one action: what is asked, of whom, and what they said (contract, section 8). It answers only the asks
 * it lists, until it expires, and is used once, in the transaction that sends.
 *
 * @param role    who decides must have it; absent: anybody who decides approvals of that amount
 * @param money   that the action moves, if any
 * @param url     the page where a person decides; it carries no right
 * @param digest  of the {@link Facts}
 * @param facts   a digest of each thing the word is about, to say which of them has changed
 * @param seen    the object as it was read; absent once the customer's data are erased
 * @param over    whether it has expired, by the database's clock
 * @param decided absent while nobody has said anything final
 * @param words   questions and answers, oldest first
 */
public record Approval(
        String id,
        String actionId,
        Kind kind,
        List<Ask> asks,
        @Nullable String role,
        @Nullable Money money,
        String url,
        byte[] digest,
        ObjectNode facts,
        @Nullable ObjectNode seen,
        State state,
        Instant openedAt,
        Instant expiresAt,
        boolean over,
        @Nullable Decided decided,
        List<Word> words) {

    /** Who is asked. */
    public enum Kind {
        MODEL,
        REQUESTER,
        OTHER_PERSON
    }

    public enum State {
        PENDING,
        ALLOWED,
        DENIED,
        EXPIRED,
        VOID,
        USED,
        WITHDRAWN
    }

    /** One check that asked, and why. */
    public record Ask(String check, String code, String detail) {}

    /**
     * The final word.
     *
     * @param role  of that person, which let them decide; absent where the requester decided
     * @param offer another amount that would be allowed, said with a no
     */
    public record Decided(
            String issuer,
            String subject,
            @Nullable String role,
            @Nullable String reason,
            @Nullable Money offer,
            Instant at) {}

    /** @param by the role of a reviewer; absent for the requester's model */
    public record Word(Kind kind, @Nullable String by, String text, Instant at) {

        public enum Kind {
            QUESTION,
            ANSWER
        }
    }

    public Approval {
        asks = List.copyOf(asks);
        words = List.copyOf(words);
    }

    Approval decidedBy(Decided word, State now) {
        return new Approval(
                id, actionId, kind, asks, role, money, url, digest, facts, seen, now, openedAt, expiresAt, over, word,
                words);
    }

    /** There is no yes any more, or it is over. */
    public static Refusal notUsable() {
        return Refusal.of(
                ErrorCode.WRONG_STATE,
                "What this action waited for can no longer be used: it is over, withdrawn or was used. Nothing was sent.",
                "Look at the action; if it is still wanted, read the object again and ask anew.");
    }

    /** Whether its yes can still be used. */
    public boolean usable() {
        return state == State.ALLOWED && !over;
    }

    /** Whether somebody can still decide. */
    public boolean pending() {
        return state == State.PENDING && !over;
    }

    /** The reviewer's last question, if it has no answer yet. */
    public @Nullable Word openQuestion() {
        Word last = words.isEmpty() ? null : words.getLast();
        return last != null && last.kind() == Word.Kind.QUESTION ? last : null;
    }

    /** Whether this was asked, and so is answered by its yes. */
    boolean answers(String check, String code) {
        return asks.stream()
                .anyMatch(ask -> ask.check().equals(check) && ask.code().equals(code));
    }
}
