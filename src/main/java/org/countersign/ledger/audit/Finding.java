package org.countersign.ledger.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.countersign.gate.Json;
import org.jspecify.annotations.Nullable;

/** Something that is not as it was written. Where it is, as far as that can be told. */
public record Finding(
        What what,
        @Nullable Long event,
        @Nullable String action,
        @Nullable Long seal,
        String detail) {

    public enum What {
        /** What an event says is not what was hashed, or not what was sealed. */
        CHANGED,
        /** An event is gone. */
        REMOVED,
        /** The events after the last that is left are gone. */
        CUT,
        /** Events stand in each other's place. */
        SWAPPED,
        /** An event is not chained to the one before it. */
        BROKEN_LINK,
        /** An event that no seal covers and that waits for none, or that is covered twice. */
        NOT_SEALED,
        SEAL_CHANGED,
        SEAL_REMOVED,
        /** The seals are not those that were seen outside of the database. */
        OTHER_HEAD,
        /** Words beside the chain are not those whose digest the event holds. */
        WORDS_CHANGED,
        /** Words are gone and no erasure says so. */
        WORDS_REMOVED,
        /** Not a line of an export. */
        UNREADABLE
    }

    ObjectNode json() {
        ObjectNode json = Json.object().put("what", Json.wire(what));
        if (event != null) {
            json.put("event", event);
        }
        if (action != null) {
            json.put("action_id", action);
        }
        if (seal != null) {
            json.put("seal", seal);
        }
        return json.put("detail", detail);
    }
}
