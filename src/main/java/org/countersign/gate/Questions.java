package org.countersign.gate;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Objects;
import org.countersign.caller.Caller;

/**
 * A reviewer's question is answered by repeating the call with other words: they reach the reviewer, and change nothing of
 * what is decided on.
 */
@ApplicationScoped
class Questions {

    private final Approvals approvals;
    private final Clock clock;

    Questions(Approvals approvals, Clock clock) {
        this.approvals = approvals;
        this.clock = clock;
    }

    /** Best effort: a replay is answered whether or not this could be kept. */
    void answered(Caller caller, Request request, Entry waiting) {
        Approval approval = waiting.approval();
        if (approval == null || !approval.pending() || approval.openQuestion() == null) {
            return;
        }
        Entry.Words before = waiting.words();
        boolean news = !request.reasoning().equals(before.reasoning())
                || (request.customerRequest() != null
                        && !Objects.equals(request.customerRequest(), before.customerRequest()));
        if (!news) {
            return;
        }
        String text = request.reasoning()
                + (request.customerRequest() == null ? "" : "\n\nThe customer: " + request.customerRequest());
        var data = Json.object()
                .put("approval_id", approval.id())
                .put("reasoning", request.reasoning())
                .put("customer_request", request.customerRequest());
        approvals.say(
                waiting,
                caller,
                new Approval.Word(Approval.Word.Kind.ANSWER, null, text, clock.instant()),
                new Event("approval_answer", clock.instant(), data));
    }
}
