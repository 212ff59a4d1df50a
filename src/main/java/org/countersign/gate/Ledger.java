package org.countersign.gate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.countersign.caller.Caller;
import org.countersign.shop.Page;
import org.jspecify.annotations.Nullable;

/**
 * The durable record of every action. Each method is one transaction on the database's clock and throws
 * {@link LedgerUnavailable} when it did not happen or nobody knows whether it did.
 */
public interface Ledger {

    /** A random secret that all replicas share; made at the first migration. */
    byte[] secret(String name);

    /** How many changes Countersign has settled on an object; those of its parts do not count. */
    long settled(ObjectRef ref);

    /** The action that keeps an object until it is settled or released, if there is one. */
    Optional<String> unresolved(ObjectRef ref);

    /** The latest action under a key, whatever its status. */
    Optional<Entry> known(ActionKey key);

    /** Claims key and target together, or nothing. */
    Claim claim(Entry entry, Duration lease, Event event);

    /** Leases what else the plan touches, or none of it: then who keeps it, {@link Claim.Held} or {@link Claim.Unresolved}. */
    Claim extend(Entry entry, List<ObjectRef> refs, Duration lease);

    /** Forgets a claim that never became an action. */
    void undo(Entry entry);

    /**
     * Reads switches and the grant again, stores plan, checks, all steps and the exact request, and marks one step as
     * sending. {@code entry} carries that step as {@link StepState.State#SENDING}.
     */
    SendMark send(Entry entry, int n, Duration sendWithin, Duration judgeAfter, Duration lease, Event event);

    /**
     * Stores status, plan, steps and outcome, frees or binds the key, and gives the leases back; false when the lease
     * was lost, and then nothing is stored.
     */
    boolean settle(Entry entry, List<Event> events);

    /** As {@link #settle}; what was called not done is looked at for seven days more. */
    boolean settleAndWatch(Entry entry, List<Event> events);

    /** Takes the target of an action that was sent and never settled, if nobody works on it; the entry with its new epoch. */
    Optional<Entry> takeOver(String actionId, Duration lease);

    /** Takes a partly done action that nobody has released, so that its open steps can be sent; it is running again. */
    Optional<Entry> resume(String actionId, Duration lease);

    /** Open and untouched for long enough, longest first; no other replica is given the same ones. */
    List<String> due(int limit);

    /** Closed doubts that are due for another look; no other replica is given the same ones. */
    List<String> watched(int limit);

    /**
     * The effect of a closed doubt has shown up. Binds key and object again and hands it to a person.
     *
     * @param was the status it had
     * @return false when it was settled otherwise meanwhile
     */
    boolean late(Entry found, Status was, Event event);

    /** What persons have to settle, newest first. */
    List<Escalation> escalations(int limit);

    /** Hands something to a person that belongs to no action. */
    void escalate(String kind, ObjectNode data);

    /** A person's ruling on an action that keeps its object; false when it no longer stands as it was seen. */
    boolean ruled(Entry seen, Escalation.Ruling ruling, Event event);

    /** Takes back what waits, if it still does: its key is free and its escalation closed; false when it no longer waits. */
    boolean withdraw(Entry seen, Caller by, Event event);

    /** Every send that may not have seen a switch as it is now is over, or has no time left to send. */
    void awaitSends();

    /** Whether this is the database that the ledger was written in, on the same timeline. */
    boolean atHome();

    /** From now on this database is the ledger's. */
    void atHomeHere(Caller by, Event event);

    /** Of the marks of these steps those that the ledger does not have as done or mismatch. */
    List<String> unknownMarks(List<String> marks);

    /** What was done, is open, in doubt, waits for a person or was denied since then, newest first. */
    List<Effect> effects(Effect.Like like, Instant since);

    /** Whether this caller was given {@code possible_duplicate} for this fingerprint since then. */
    boolean warnedOfDuplicate(Caller caller, byte[] fingerprint, Instant since);

    /** What was used of budgets until now; what is sent meanwhile is judged again when this is sent. */
    Used used(Used.Of whose);

    /** How many changes of the last 7 days a case has, or the target where there is no case, counted up to so many. */
    int writes(@Nullable String caseId, ObjectRef target, int atMost);

    /** How many actions of a tool have changed an object, counted up to so many. */
    int done(String tool, ObjectRef target, int atMost);

    /** Counts an equal failing call: the how manyth of this hour it is. */
    int failedAgain(byte[] call);

    /** Of the first action with this case that was about a customer. */
    Optional<String> customerOfCase(String caseId);

    Optional<Entry> entry(String actionId);

    Page<Entry> entries(Query query, Page.Request page);

    /** One event without an action: a call that was refused before it became one, or a dry run. */
    void note(Caller caller, String tool, @Nullable ObjectRef target, Event event);

    /** The sample shop was put back: what was done before has no effect in it any more. */
    void shopWasReset(String issuer, String subject);

    /**
     * A filter that is absent or empty does not narrow.
     *
     * @param target     the action is on it; of an order also what was done on something else for its sake
     * @param customerId the action is on this customer or on something of theirs, as far as its plan could tell
     * @param from       requested then or later
     * @param to         requested before
     */
    record Query(
            @Nullable ObjectRef target,
            @Nullable String customerId,
            @Nullable String caseId,
            Set<Status> statuses,
            @Nullable String tool,
            @Nullable String issuer,
            @Nullable String subject,
            @Nullable String clientId,
            @Nullable Instant from,
            @Nullable Instant to) {

        public Query {
            statuses = Set.copyOf(statuses);
        }

        public Query(
                @Nullable ObjectRef target,
                @Nullable String caseId,
                @Nullable Status status,
                @Nullable String tool,
                @Nullable String issuer,
                @Nullable String subject) {
            this(
                    target,
                    null,
                    caseId,
                    status == null ? Set.of() : Set.of(status),
                    tool,
                    issuer,
                    subject,
                    null,
                    null,
                    null);
        }
    }
}
