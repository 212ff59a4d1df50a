package org.countersign.gate;

import com.fasterxml.jackson.databind.JsonNode;

/** Makes actions of one tool again from the ledger, so that another process can look for their effects. */
public interface ActionType {

    String tool();

    /** Whether what it does is sent to the shop, and not only told a person. */
    default boolean isSent() {
        return true;
    }

    /** @param arguments the normal form, as {@link Action#arguments} gave it */
    Action revive(JsonNode arguments);
}
