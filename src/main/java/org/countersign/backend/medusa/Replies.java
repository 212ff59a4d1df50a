package org.countersign.backend.medusa;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.function.Function;
import java.util.function.Predicate;
import org.countersign.backend.Answer;
import org.countersign.backend.RetryAfter;
import org.countersign.backend.Silence;
import org.countersign.gate.Reply;

/**
 * What an answer to a request that changes something means (contract, section 7). A 400 of Medusa is a refusal only where it
 * is known to come before any effect: a refund that meets an open order change is made, and answered with 400 all the same.
 */
record Replies(Clock clock) {

    private static final int LONGEST_REASON = 300;

    /**
     * @param id            of what was made, in the answer; empty where there is none
     * @param beforeEffects whether this refusal is one that leaves everything as it was
     */
    Reply of(Answer answer, Function<JsonNode, String> id, Predicate<Refused> beforeEffects) {
        return switch (answer.status()) {
            case 200, 201 ->
                answer.json()
                        .map(id)
                        .<Reply>map(made -> made.isEmpty() ? unread() : new Reply.Accepted(made))
                        .orElseGet(Replies::unread);
            case 429 -> new Reply.NotSent("the shop is throttling", RetryAfter.of(answer.retryAfter(), clock));
            case 401 -> unauthorized(Refused.of(answer));
            case 400, 404, 422 -> {
                Refused refused = Refused.of(answer);
                yield beforeEffects.test(refused)
                        ? new Reply.Declined(plain(refused.message()))
                        : unknown(answer, refused);
            }
            default -> unknown(answer, Refused.of(answer));
        };
    }

    /** Our credentials are refused without a type; one with a type comes from within, such as from a payment provider. */
    private static Reply unauthorized(Refused refused) {
        return refused.type().isEmpty()
                ? new Reply.NotSent("the shop does not accept this server's credentials", null)
                : new Reply.Unknown("the shop answered with status 401: " + plain(refused.message()));
    }

    static Reply of(Silence silence) {
        return silence.nothingSent()
                ? new Reply.NotSent("the shop did not take it: " + silence.why(), null)
                : new Reply.Unknown(silence.why());
    }

    private static Reply unread() {
        return new Reply.Unknown("the shop's answer says neither yes nor no");
    }

    private static Reply unknown(Answer answer, Refused refused) {
        return new Reply.Unknown("the shop answered with status " + answer.status()
                + (refused.message().isEmpty() ? "" : ": " + plain(refused.message())));
    }

    /** The shop's own words go to the model: short, and without what could hide in them. */
    static String plain(String why) {
        String text = why.replaceAll("[\\p{Cntrl}\\p{Cf}]+", " ").strip();
        return text.length() > LONGEST_REASON ? text.substring(0, LONGEST_REASON) + "…" : text;
    }
}
