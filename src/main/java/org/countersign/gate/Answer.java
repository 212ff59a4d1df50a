package org.countersign.gate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a write answers. Without an entry nothing was stored: a dry run, or a call that was refused before its claim.
 *
 * @param replayed from the ledger: nothing was done by this call
 */
public record Answer(
        Status status,
        boolean replayed,
        @Nullable Entry entry,
        @Nullable Plan plan,
        List<StepState> steps,
        Outcome outcome) {

    static Answer of(Entry entry, boolean replayed) {
        return new Answer(entry.status(), replayed, entry, entry.plan(), entry.steps(), entry.outcome());
    }

    /** As {@code get_action} shows an action. */
    public static Answer stored(Entry entry) {
        return of(entry, false);
    }

    /** Refused before there was an action. */
    public static Answer refused(Refusal refusal, List<CheckResult> checks) {
        return new Answer(Status.REFUSED, false, null, null, List.of(), Outcome.refused(checks, refusal));
    }

    /** This very action is still running, claimed by an earlier call: what there is of it, and when to ask again. */
    static Answer stillRunning(Entry entry, Refusal refusal) {
        return new Answer(
                Status.RUNNING, true, entry, entry.plan(), entry.steps(), Outcome.refused(List.of(), refusal));
    }
}
