package org.countersign.gate;

/** How the ledger answers when an action claims its key and its object. */
public sealed interface Claim {

    /** Both are ours. @param settled changes Countersign has settled on the object */
    record Mine(long epoch, long settled) implements Claim {}

    /** The key was bound meanwhile: ask {@link Ledger#known} again. */
    record Bound() implements Claim {}

    /** The key's action is older than the ledger's memory; only the hash of the key is left, and it never runs again. */
    record Expired() implements Claim {}

    /** Another action holds the object. */
    record Held(String actionId) implements Claim {}

    /**
     * An action that is in doubt, partly done or not as planned keeps the object, or one that nobody works on any more:
     * look at it, then ask again.
     */
    record Unresolved(String actionId) implements Claim {}

    /** What was held so far was given up or taken over meanwhile: nothing more may be taken, sent or written. */
    record Lost() implements Claim {}
}
