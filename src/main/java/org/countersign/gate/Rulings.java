package org.countersign.gate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.countersign.caller.Caller;
import org.countersign.gate.Escalation.Ruling;

/**
 * What only a person may say about an action that keeps its object: that the matter was dealt with, or how a doubt ended
 * that no look can end. A ruling never makes an action done: that is for the shop to show.
 */
@ApplicationScoped
public class Rulings {

    private final Ledger ledger;
    private final Doubts doubts;
    private final Clock clock;

    Rulings(Ledger ledger, Doubts doubts, Clock clock) {
        this.ledger = ledger;
        this.doubts = doubts;
        this.clock = clock;
    }

    /** The action as it is after the ruling, or why there was none. */
    public sealed interface Ruled {}

    public record Stands(Entry entry) implements Ruled {}

    public record Not(Refusal refusal) implements Ruled {}

    /** A partly done action or one with another effect than planned: it stays what it is, and its object is free again. */
    public Ruled release(Caller by, Entry seen, String reason) {
        if (seen.status() != Status.PARTLY_DONE && seen.status() != Status.MISMATCH) {
            return new Not(wrongState(seen, "only what is partly_done or a mismatch can be released"));
        }
        return rule(by, seen, reason, "released", seen, true);
    }

    /**
     * A doubt that cannot end by looking.
     *
     * @param hadEffect what the person found: then it is a mismatch and stays counted, else it failed and the key is free
     */
    public Ruled close(Caller by, Entry asked, boolean hadEffect, String reason) {
        Entry seen = doubts.lookAgain(asked);
        if (seen.status() != Status.OUTCOME_UNKNOWN) {
            return new Not(wrongState(seen, "only what is outcome_unknown can be closed"));
        }
        boolean arriving = seen.steps().stream()
                .anyMatch(state -> state.state() == StepState.State.SENDING
                        || state.state() == StepState.State.IN_DOUBT && !state.judgeable());
        if (arriving) {
            return new Not(wrongState(seen, "its request could still arrive; try again in a minute"));
        }
        List<StepState> steps = seen.steps().stream()
                .map(state -> state.state() != StepState.State.IN_DOUBT
                        ? state
                        : state.now(
                                hadEffect ? StepState.State.MISMATCH : StepState.State.NOT_DONE,
                                null,
                                "as a person found"))
                .toList();
        Status status = Proofs.status(steps);
        Entry after = seen.now(status, seen.plan(), steps, Proofs.outcome(seen, status, steps));
        return rule(by, seen, reason, "closed", after, status != Status.PARTLY_DONE);
    }

    private Ruled rule(Caller by, Entry seen, String reason, String kind, Entry after, boolean frees) {
        ObjectNode data = Json.object()
                .put("status", after.status().name())
                .put("client_id", by.clientId())
                .put("reason", reason);
        boolean ruled =
                ledger.ruled(seen, new Ruling(by, reason, after, frees), new Event(kind, clock.instant(), data));
        return ruled
                ? new Stands(ledger.entry(seen.id()).orElse(seen))
                : new Not(wrongState(seen, "somebody is at work on it, or it was released before"));
    }

    private static Refusal wrongState(Entry seen, String why) {
        return Refusal.of(
                ErrorCode.WRONG_STATE,
                "Action " + seen.id() + " is " + Json.wire(seen.status()) + ": " + why + ".",
                "Look at it as it is now and decide anew.");
    }
}
