package org.countersign.gate;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.countersign.caller.Caller;
import org.countersign.shop.ShopObject;
import org.jspecify.annotations.Nullable;

/**
 * Goes on with a partly done action at its first open step: for its requester, who repeats the call, or for a person. It
 * passes the whole gate once more on a fresh read, and what is left must be exactly the steps that were planned.
 */
@ApplicationScoped
class Resumption {

    private final GateSettings settings;
    private final Ledger ledger;
    private final Examination examination;
    private final FurtherLeases further;
    private final Execution execution;
    private final Clock clock;

    Resumption(
            GateSettings settings,
            Ledger ledger,
            Examination examination,
            FurtherLeases further,
            Execution execution,
            Clock clock) {
        this.settings = settings;
        this.ledger = ledger;
        this.examination = examination;
        this.further = further;
        this.execution = execution;
        this.clock = clock;
    }

    /**
     * @param request absent when a person resumes it who has seen it, and who needs no receipt
     * @return replayed, and why, where it could not go on: then it is as partly done as before
     */
    Answer resume(Caller caller, Action action, @Nullable Request request, Entry partly) {
        Optional<Entry> taken = ledger.resume(partly.id(), settings.lease());
        if (taken.isEmpty()) {
            // released, or somebody is at work on it
            return Answer.of(ledger.entry(partly.id()).orElse(partly), true);
        }
        Entry mine = taken.get();
        Plan plan = Objects.requireNonNull(mine.plan(), "what is partly done was planned");
        Decision decision = examination.examineRest(caller, action, request, mine);
        return switch (decision) {
            case Decision.Stop(Outcome outcome) ->
                back(caller, mine, outcome.checks(), Objects.requireNonNull(outcome.refusal(), "it was refused"));
            case Decision.Known(String other) -> back(caller, mine, List.of(), asked());
            case Decision.Wait wait -> back(caller, mine, wait.outcome().checks(), asked());
            case Decision.Go(Plan rest, Outcome outcome, var now) ->
                further.lease(mine, plan)
                        .map(refusal -> back(caller, mine, outcome.checks(), refusal))
                        .orElseGet(() -> goOn(action, mine, outcome, now));
        };
    }

    private Answer goOn(Action action, Entry mine, Outcome outcome, @Nullable ShopObject now) {
        List<StepState> states = mine.steps().stream()
                .map(state -> state.state() == StepState.State.DONE ? state : state.anew())
                .toList();
        List<Step> open = open(mine);
        Outcome before = mine.outcome();
        Outcome weighed = new Outcome(outcome.checks(), outcome.decidedBy(), before.changed(), null, null, null);
        return execution.send(action, new Run(mine.now(mine.status(), mine.plan(), states, weighed), now, true), open);
    }

    static List<Step> open(Entry entry) {
        return entry.steps().stream()
                .filter(state -> state.state() != StepState.State.DONE)
                .map(StepState::step)
                .toList();
    }

    /** What it was, with the reason why it did not go on. */
    private Answer back(Caller caller, Entry mine, List<CheckResult> checks, Refusal why) {
        Outcome before = mine.outcome();
        Outcome outcome = new Outcome(checks, before.decidedBy(), before.changed(), null, null, why);
        Entry partly = mine.now(Status.PARTLY_DONE, mine.plan(), mine.steps(), outcome);
        List<Event> events = new ArrayList<>(CheckResult.events(checks, clock.instant()));
        events.add(new Event(
                "not_resumed",
                clock.instant(),
                Json.object()
                        .put("status", partly.status().name())
                        .put("error", why.code().name())
                        .put("subject", caller.subject())));
        ledger.settle(partly, events);
        return Answer.of(partly, true);
    }

    private static Refusal asked() {
        return Refusal.of(
                ErrorCode.NOT_PERMITTED,
                "What is left of this action needs a person's word; nothing more was sent.",
                "Leave it to the person who has it as an escalation; do not correct it with other calls.");
    }
}
