package org.countersign.gate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.countersign.caller.Caller;

/**
 * The words that actions wait for. Each method is one transaction on the database's clock and throws
 * {@link LedgerUnavailable} when it did not happen or nobody knows whether it did.
 */
public interface Approvals {

    /** The database's clock: expiries are made of it. */
    Instant now();

    /** The action that an approval is about, as it is now. */
    Optional<Entry> about(String approvalId);

    /** What persons can decide now, what expires first first. */
    List<Entry> pending(int limit);

    /**
     * The final word, if there is none yet and it is not too late.
     *
     * @param word  who says it and why; its time is the database's
     * @param allow else the action is denied, and its key stays bound
     * @return false when it was decided, withdrawn or over before
     */
    boolean decide(Entry seen, Approval.Decided word, boolean allow, Event event);

    /** A question or an answer, while nothing is decided; false when it no longer waits. */
    boolean say(Entry seen, Caller by, Approval.Word word, Event event);

    /** An escalated action waits for this approval of its exact plan from now on; false when it is not escalated any more. */
    boolean turn(Entry escalated, Approval approval, Caller by, Event event);

    /**
     * A person has dealt with an escalated action otherwise, or with what was handed over.
     *
     * @param word with the decision in it
     */
    boolean resolve(Entry escalated, Approval word, Status after, Outcome outcome, Caller by, Event event);
}
