package org.countersign.backend.remote;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.Optional;
import org.countersign.backend.Answer;
import org.countersign.backend.RetryAfter;
import org.countersign.backend.Silence;
import org.countersign.gate.Reply;
import org.countersign.shop.BackendUnavailable;

/** What an HTTP status means (contract, section 7): one switch for what was sent, one for what was asked. */
record Statuses(Clock clock) {

    private static final int LONGEST_REASON = 300;

    /** Of a request that changes the shop. */
    Reply reply(Answer answer) {
        return switch (answer.status()) {
            case 200, 201 ->
                text(answer, "id")
                        .<Reply>map(Reply.Accepted::new)
                        .orElseGet(() -> new Reply.Unknown("the shop's answer says neither yes nor no"));
            case 429 -> new Reply.NotSent("the shop is throttling", RetryAfter.of(answer.retryAfter(), clock));
            case 401, 403 -> new Reply.NotSent("the shop does not accept this server's credentials", null);
            case 400, 404, 410, 422 ->
                text(answer, "declined")
                        .<Reply>map(why -> new Reply.Declined(plain(why)))
                        .orElseGet(() -> unknown(answer));
            // also 408, 409, 425: it may be at work on it, or have done it before
            default -> unknown(answer);
        };
    }

    static Reply reply(Silence silence) {
        return silence.nothingSent()
                ? new Reply.NotSent("the shop did not take it: " + silence.why(), null)
                : new Reply.Unknown(silence.why());
    }

    /** Of a question: the object that answers it; empty when the shop says that there is none. */
    static Optional<ObjectNode> asked(Answer answer) {
        return switch (answer.status()) {
            case 200 ->
                Optional.of(
                        answer.json().orElseThrow(() -> new BackendUnavailable("the shop's answer is no JSON object")));
            case 404 -> {
                if (text(answer, "not_found").isEmpty()) {
                    throw new BackendUnavailable("the shop does not know the question (404)");
                }
                yield Optional.empty();
            }
            default -> throw new BackendUnavailable("the shop answered with status " + answer.status());
        };
    }

    static Optional<String> text(Answer answer, String field) {
        return answer.json().map(json -> json.path(field).textValue()).filter(text -> !text.isBlank());
    }

    private static Reply unknown(Answer answer) {
        return new Reply.Unknown("the shop answered with status " + answer.status());
    }

    /** The shop's own words go to the model: short, and without what could hide in them. */
    private static String plain(String why) {
        String text = why.replaceAll("[\\p{Cntrl}\\p{Cf}]+", " ").strip();
        return text.length() > LONGEST_REASON ? text.substring(0, LONGEST_REASON) + "…" : text;
    }
}
