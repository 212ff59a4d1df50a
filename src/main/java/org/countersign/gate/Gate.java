package org.countersign.gate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.countersign.caller.Caller;
import org.countersign.shop.ShopObject;

/**
 * The one door: every change to a shop passes here, in the order of the contract's section 6. Permission and the schema
 * of the arguments were checked at the edge, before there was an action. Nothing fails open: what throws before a send
 * refuses, what throws after one is unknown.
 */
@ApplicationScoped
public class Gate {

    private final GateSettings settings;
    private final Ledger ledger;
    private final Admission admission;
    private final Examination examination;
    private final Execution execution;
    private final Resumption resumption;
    private final Doubts doubts;
    private final Asking asking;
    private final Trace trace;
    private final Clock clock;

    Gate(
            GateSettings settings,
            Ledger ledger,
            Admission admission,
            Examination examination,
            Execution execution,
            Resumption resumption,
            Doubts doubts,
            Asking asking,
            Trace trace,
            Clock clock) {
        this.settings = settings;
        this.ledger = ledger;
        this.admission = admission;
        this.examination = examination;
        this.execution = execution;
        this.resumption = resumption;
        this.doubts = doubts;
        this.asking = asking;
        this.trace = trace;
        this.clock = clock;
    }

    /** Decides about one action, executes it at most once, and says what the shop shows. */
    public Answer submit(Caller caller, Action action, Request request) {
        return finished(action.tool(), () -> submitted(caller, action, request));
    }

    private Answer submitted(Caller caller, Action action, Request request) {
        try {
            return request.dryRun() ? rehearse(caller, action, request) : act(caller, action, request);
        } catch (LedgerUnavailable gone) {
            return Answer.refused(
                    Refusal.of(
                            ErrorCode.LEDGER_UNAVAILABLE,
                            "The ledger cannot be reached, so nothing was sent to the shop by this call.",
                            "Repeat the same call unchanged in a few seconds."),
                    List.of());
        }
    }

    /** A person goes on with a partly done action, with their own grants; nothing but its open steps is sent. */
    public Answer resume(Caller person, Entry partly) {
        Optional<Refusal> off = admission.switchedOff(partly.tool());
        if (off.isPresent()) {
            return Answer.refused(off.get(), List.of());
        }
        trace.about(partly.id());
        Action action = doubts.action(partly).orElseThrow();
        return finished(partly.tool(), () -> resumption.resume(person, action, null, partly));
    }

    private Answer finished(String tool, Supplier<Answer> write) {
        long begun = System.nanoTime();
        Answer answer = write.get();
        Entry entry = answer.entry();
        if (entry != null) {
            trace.about(entry.id());
        }
        Finished.log(tool, answer, Duration.ofNanos(System.nanoTime() - begun));
        return answer;
    }

    private Answer act(Caller caller, Action action, Request request) {
        ActionKey key = ActionKey.of(settings.shop(), caller, action, request);
        return switch (admission.admit(caller, action, request, key)) {
            case Admission.Answered(Answer answer) -> answer;
            case Admission.HalfDone(Entry entry) -> resumption.resume(caller, action, request, entry);
            case Admission.Claimed(Entry entry, long settled) -> {
                trace.about(entry.id());
                yield decided(caller, action, request, entry, settled);
            }
        };
    }

    private Answer decided(Caller caller, Action action, Request request, Entry entry, long settled) {
        long ofObject = action.target().part().isEmpty() ? settled : ledger.settled(action.target());
        Decision decision = action instanceof HandOver handOver
                ? examination.handedOver(caller, handOver)
                : examination.examine(caller, action, request, ofObject, entry.id());
        return switch (decision) {
            case Decision.Stop(Outcome outcome) ->
                Answer.of(store(entry.now(Status.REFUSED, null, List.of(), outcome)), false);
            case Decision.Known(String actionId) -> {
                ledger.undo(entry);
                yield admission.replayed(caller, request, known(actionId));
            }
            case Decision.Wait wait -> Answer.of(store(waiting(entry, wait)), false);
            case Decision.Go(Plan plan, Outcome outcome, var now) ->
                execution.run(action, entry.now(Status.RUNNING, plan, planned(plan), outcome), now);
        };
    }

    private Entry waiting(Entry entry, Decision.Wait wait) {
        Entry waiting = entry.now(wait.kind().waiting(), wait.plan(), planned(wait.plan()), wait.outcome());
        ShopObject now = wait.now();
        return switch (wait.kind()) {
            case ESCALATE -> waiting;
            case MODEL -> asking.ask(waiting, Approval.Kind.MODEL, null, Objects.requireNonNull(now));
            case REQUESTER -> asking.ask(waiting, Approval.Kind.REQUESTER, null, Objects.requireNonNull(now));
            case OTHER_PERSON ->
                asking.ask(waiting, Approval.Kind.OTHER_PERSON, wait.role(), Objects.requireNonNull(now));
        };
    }

    /** Every check and the backend's arithmetic on a fresh read; no key, no lease, no budget. */
    private Answer rehearse(Caller caller, Action action, Request request) {
        Optional<Refusal> off = admission.closed(caller, action.tool());
        if (off.isPresent()) {
            return Answer.refused(off.get(), List.of());
        }
        Optional<String> unresolved = ledger.unresolved(action.target());
        if (unresolved.isPresent()) {
            return Answer.refused(KeyRefusals.unresolved(unresolved.get()), List.of());
        }
        Decision decision = examination.examine(caller, action, request, ledger.settled(action.target()), null);
        ObjectNode noted = Json.object().put("dry_run", true);
        Answer answer = switch (decision) {
            case Decision.Stop(Outcome outcome) -> {
                Refusal refusal = Objects.requireNonNull(outcome.refusal(), "it was refused");
                noted.put("error", refusal.code().name());
                yield Answer.refused(refusal, outcome.checks());
            }
            case Decision.Known(String actionId) -> known(actionId);
            case Decision.Wait wait -> planned(wait.plan(), wait.outcome(), noted);
            case Decision.Go(Plan plan, Outcome outcome, var now) -> planned(plan, outcome, noted);
        };
        ledger.note(caller, action.tool(), action.target(), new Event("rehearsed", clock.instant(), noted));
        return answer;
    }

    private Answer known(String actionId) {
        return ledger.entry(actionId)
                .map(entry -> Answer.of(entry, true))
                .orElseThrow(() -> new LedgerUnavailable(new IllegalStateException(actionId + " is gone")));
    }

    private static Answer planned(Plan plan, Outcome outcome, ObjectNode noted) {
        noted.put("plan", plan.summary());
        return new Answer(Status.PLANNED, false, null, plan, planned(plan), outcome);
    }

    private static List<StepState> planned(Plan plan) {
        return plan.steps().stream().map(StepState::planned).toList();
    }

    /** The decision with its checks, one event each, in one transaction. */
    @Part("gate.settle")
    Entry store(Entry entry) {
        Outcome outcome = entry.outcome();
        ObjectNode data = Json.object().put("status", entry.status().name());
        Refusal refusal = outcome.refusal();
        if (refusal != null) {
            data.put("error", refusal.code().name()).put("message", refusal.message());
        }
        Outcome.DecidedBy decidedBy = outcome.decidedBy();
        if (decidedBy != null) {
            data.put("role", decidedBy.role()).put("grant_version", decidedBy.grantVersion());
        }
        Approval asked = entry.approval();
        if (asked != null) {
            data.put("approval_id", asked.id())
                    .put("digest", Digest.hex(asked.digest()))
                    .put("expires_at", asked.expiresAt().toString());
        }
        Instant now = clock.instant();
        List<Event> events = new ArrayList<>(CheckResult.events(outcome.checks(), now));
        events.add(new Event("decided", now, data));
        if (!ledger.settle(entry, events)) {
            throw new LedgerUnavailable(new IllegalStateException("the lease of " + entry.id() + " was taken over"));
        }
        return entry;
    }
}
