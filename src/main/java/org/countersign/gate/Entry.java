package org.countersign.gate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.countersign.caller.Caller;
import org.jspecify.annotations.Nullable;

/**
 * One action as the ledger has it.
 *
 * @param version   as the caller sent it
 * @param epoch     of the lease on the target when it was claimed; whoever takes the lease over raises it
 * @param steps     empty until there is a plan
 * @param plan      absent until the checks have passed
 * @param approval  what somebody was asked about it; absent where nobody was
 * @param settledAt absent while it is open
 */
public record Entry(
        String id,
        String shop,
        String tool,
        ObjectRef target,
        Who who,
        ActionKey key,
        ObjectNode arguments,
        String version,
        Words words,
        @Nullable String retryOf,
        Instant requestedAt,
        @Nullable Instant settledAt,
        long epoch,
        Status status,
        @Nullable Plan plan,
        List<StepState> steps,
        Outcome outcome,
        @Nullable Approval approval) {

    /** Who asked, with what; roles as they were. @param serviceAccount a client that acted for itself */
    public record Who(
            String issuer,
            String subject,
            @Nullable String clientId,
            @Nullable String tokenId,
            Set<String> roles,
            boolean serviceAccount) {

        /** Issuer and subject: nothing else makes two callers the same person. */
        public boolean is(Caller caller) {
            return issuer.equals(caller.issuer()) && subject.equals(caller.subject());
        }
    }

    /** What the model said beside the arguments; kept, never compared. */
    public record Words(
            String reasoning,
            @Nullable String confidence,
            @Nullable String uncertaintyReason,
            @Nullable String customerRequest,
            @Nullable String caseId,
            boolean intentionalRepeat) {}

    /** Whether a request may have left for the backend. */
    public boolean sent() {
        return steps.stream().anyMatch(step -> step.state() != StepState.State.PLANNED);
    }

    Entry now(Status newStatus, @Nullable Plan newPlan, List<StepState> newSteps, Outcome newOutcome) {
        return with(epoch, newStatus, newPlan, newSteps, newOutcome, approval);
    }

    Entry claimed(long newEpoch) {
        return with(newEpoch, status, plan, steps, outcome, approval);
    }

    /** Waiting for this word. */
    Entry asking(Approval asked) {
        return with(epoch, status, plan, steps, outcome, asked);
    }

    /** What was asked for, and by whom, never changes. */
    private Entry with(
            long newEpoch,
            Status newStatus,
            @Nullable Plan newPlan,
            List<StepState> newSteps,
            Outcome newOutcome,
            @Nullable Approval newApproval) {
        return new Entry(
                id,
                shop,
                tool,
                target,
                who,
                key,
                arguments,
                version,
                words,
                retryOf,
                requestedAt,
                settledAt,
                newEpoch,
                newStatus,
                newPlan,
                newSteps,
                newOutcome,
                newApproval);
    }
}
