package org.countersign.gate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.countersign.caller.Caller;
import org.countersign.shop.BackendUnavailable;

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
    private final Clock clock;

    Gate(
            GateSettings settings,
            Ledger ledger,
            Admission admission,
            Examination examination,
            Execution execution,
            Clock clock) {
        this.settings = settings;
        this.ledger = ledger;
        this.admission = admission;
        this.examination = examination;
        this.execution = execution;
        this.clock = clock;
    }

    /** Decides about one action, executes it at most once, and says what the shop shows. */
    public Answer submit(Caller caller, Action action, Request request) {
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

    private Answer act(Caller caller, Action action, Request request) {
        ActionKey key = ActionKey.of(settings.shop(), caller, action, request);
        return switch (admission.admit(caller, action, request, key)) {
            case Admission.Answered(Answer answer) -> answer;
            case Admission.Claimed(Entry entry, long settled) -> decided(caller, action, request, entry, settled);
        };
    }

    private Answer decided(Caller caller, Action action, Request request, Entry entry, long settled) {
        Decision decision = examine(caller, action, request, settled);
        return switch (decision) {
            case Decision.Stop(List<CheckResult> checks, Refusal refusal) ->
                Answer.of(store(entry.now(Status.REFUSED, null, List.of(), Outcome.refused(checks, refusal))), false);
            case Decision.Wait(Verdict.Kind kind, Plan plan, Outcome outcome) ->
                Answer.of(store(entry.now(kind.waiting(), plan, planned(plan), outcome)), false);
            case Decision.Go(Plan plan, Outcome outcome) ->
                execution.run(action, entry.now(Status.RUNNING, plan, planned(plan), outcome));
        };
    }

    /** Every check and the backend's arithmetic on a fresh read; no key, no lease, no budget. */
    private Answer rehearse(Caller caller, Action action, Request request) {
        Optional<Refusal> off = admission.switchedOff(action.tool());
        if (off.isPresent()) {
            return Answer.refused(off.get(), List.of());
        }
        Decision decision = examine(caller, action, request, ledger.settled(action.target()));
        ObjectNode noted = Json.object().put("dry_run", true);
        Answer answer = switch (decision) {
            case Decision.Stop(List<CheckResult> checks, Refusal refusal) -> {
                noted.put("error", refusal.code().name());
                yield Answer.refused(refusal, checks);
            }
            case Decision.Wait(Verdict.Kind kind, Plan plan, Outcome outcome) -> planned(plan, outcome, noted);
            case Decision.Go(Plan plan, Outcome outcome) -> planned(plan, outcome, noted);
        };
        ledger.note(caller, action.tool(), action.target(), new Event("rehearsed", clock.instant(), noted));
        return answer;
    }

    private static Answer planned(Plan plan, Outcome outcome, ObjectNode noted) {
        noted.put("plan", plan.summary());
        return new Answer(Status.PLANNED, false, null, plan, planned(plan), outcome);
    }

    private static List<StepState> planned(Plan plan) {
        return plan.steps().stream().map(StepState::planned).toList();
    }

    private Decision examine(Caller caller, Action action, Request request, long settled) {
        try {
            return examination.examine(caller, action, request, settled);
        } catch (BackendUnavailable gone) {
            return new Decision.Stop(
                    List.of(),
                    Refusal.of(
                            ErrorCode.BACKEND_UNAVAILABLE,
                            "The shop cannot be asked now, so nothing was sent to it.",
                            "Repeat the same call unchanged in a minute."));
        } catch (LedgerUnavailable gone) {
            throw gone;
        } catch (RuntimeException unexpected) {
            // a throwing check refuses
            System.getLogger(Gate.class.getName())
                    .log(System.Logger.Level.ERROR, "a check of " + action.tool() + " threw", unexpected);
            return new Decision.Stop(
                    List.of(),
                    Refusal.of(
                            ErrorCode.INTERNAL,
                            "A check could not be made, so nothing was sent to the shop.",
                            "Repeat the call once; if it fails again, hand the case to a person."));
        }
    }

    private Entry store(Entry entry) {
        ObjectNode data = Json.object().put("status", entry.status().name());
        Refusal refusal = entry.outcome().refusal();
        if (refusal != null) {
            data.put("error", refusal.code().name()).put("message", refusal.message());
        }
        if (!ledger.settle(entry, List.of(new Event("decided", clock.instant(), data)))) {
            throw new LedgerUnavailable(new IllegalStateException("the lease of " + entry.id() + " was taken over"));
        }
        return entry;
    }
}
