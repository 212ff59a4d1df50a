package org.countersign.gate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.countersign.caller.Caller;
import org.jspecify.annotations.Nullable;

/**
 * Something only a person can settle.
 *
 * @param actionId absent for an effect in the shop that the ledger does not know
 * @param kind     {@code outcome_unknown}, {@code partly_done}, {@code mismatch}, {@code late_effect},
 *                 {@code unknown_effect}
 */
public record Escalation(String id, @Nullable String actionId, String kind, ObjectNode data, Instant openedAt) {

    /**
     * What a person decided about an action that kept its object.
     *
     * @param after what the action comes to
     * @param frees whether its object takes other writes again
     */
    public record Ruling(Caller by, String reason, Entry after, boolean frees) {}
}
