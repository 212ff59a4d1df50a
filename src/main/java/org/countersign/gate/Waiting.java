package org.countersign.gate;

import java.time.Duration;
import java.util.List;

/**
 * What has to be done about approvals when somebody has decided, or nobody has in time. Each method is one transaction on the
 * database's clock and throws {@link LedgerUnavailable} when it did not happen or nobody knows whether it did.
 */
public interface Waiting {

    /**
     * Takes the target of an action whose yes can be used, so that it runs; {@link Claim.Mine} with its epoch, {@link Claim.Held}
     * or {@link Claim.Unresolved} by whom, {@link Claim.Lost} when there is nothing to start any more.
     */
    Claim start(Entry approved, Duration lease);

    /** Allowed a while ago and not started, with time left; what could not be begun is tried ever more seldom. */
    List<String> toStart(int limit);

    /** Waiting for a word whose time is over. */
    List<String> over(int limit);

    /** Nobody used its time: the action is expired, its key free; false when it was otherwise. */
    boolean expire(Entry seen, Event event);
}
