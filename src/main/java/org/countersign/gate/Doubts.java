package org.countersign.gate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.countersign.shop.BackendUnavailable;

/**
 * Looks again at what was sent and is not settled: after a crash, a lost answer, a slow shop. It looks, it never acts (but
 * for the identical request, where only that can tell and the backend knows our key):
 * found is done; not found where absence is proof, once the request can no longer arrive, is failed; all else stays
 * unknown. What was called failed is looked at for a week more: an effect that shows up late is a mismatch.
 */
@ApplicationScoped
public class Doubts {

    private final GateSettings settings;
    private final Ledger ledger;
    private final Waiting pending;
    private final Sending sending;
    private final Map<String, ActionType> types;
    private final Trace trace;
    private final Clock clock;

    Doubts(
            GateSettings settings,
            Ledger ledger,
            Waiting pending,
            Sending sending,
            Instance<ActionType> types,
            Trace trace,
            Clock clock) {
        this.settings = settings;
        this.ledger = ledger;
        this.pending = pending;
        this.sending = sending;
        this.types = types.stream().collect(Collectors.toMap(ActionType::tool, Function.identity()));
        this.trace = trace;
        this.clock = clock;
    }

    /** The entry as it is after a look; unchanged when there is nothing to look for or somebody is at work on it. */
    public Entry lookAgain(Entry entry) {
        if (Withdrawals.waits(entry.status())) {
            return inTime(entry);
        }
        boolean open = entry.status() == Status.OUTCOME_UNKNOWN || entry.status() == Status.RUNNING;
        if (!open) {
            return entry;
        }
        try {
            return ledger.takeOver(entry.id(), settings.lease())
                    .map(this::looked)
                    .orElse(entry);
        } catch (BackendUnavailable gone) {
            return entry;
        }
    }

    /** Looks at everything that is due. @return how many were settled for good */
    public int sweep(int atMost) {
        return trace.work(() -> swept(atMost));
    }

    private int swept(int atMost) {
        List<Entry> settled = new ArrayList<>();
        each(ledger.due(atMost), entry -> {
            Status after = lookAgain(entry).status();
            if (after != Status.OUTCOME_UNKNOWN && after != Status.RUNNING) {
                settled.add(entry);
            }
        });
        each(ledger.watched(atMost), this::watch);
        return settled.size();
    }

    private void each(List<String> ids, Consumer<Entry> look) {
        for (String id : ids) {
            try {
                trace.again(id, () -> ledger.entry(id).ifPresent(look));
            } catch (LedgerUnavailable gone) {
                throw gone;
            } catch (RuntimeException unexpected) {
                // one that cannot be looked at keeps nobody else waiting
                System.getLogger(Doubts.class.getName())
                        .log(System.Logger.Level.ERROR, "looking at " + id + " failed", unexpected);
            }
        }
    }

    @Part("gate.look")
    Entry looked(Entry mine) {
        trace.about(mine.id());
        long begun = System.nanoTime();
        Run run = new Run(mine);
        action(mine).ifPresent(action -> look(action, mine, run));
        if (run.leaseLost() || run.markLost()) {
            return ledger.entry(mine.id()).orElse(mine);
        }
        List<StepState> steps = run.steps();
        Status status = mine.sent() ? Proofs.status(steps) : unsent(mine);
        Entry ended = mine.now(status, mine.plan(), List.copyOf(steps), Proofs.outcome(mine, status, steps));
        ObjectNode data = Json.object().put("status", status.name()).put("by", "look");
        List<Event> events = List.of(new Event("looked", clock.instant(), data));
        boolean closed =
                steps.stream().anyMatch(state -> !state.closedKeys(mine.id()).isEmpty());
        boolean stored = closed ? ledger.settleAndWatch(ended, events) : ledger.settle(ended, events);
        if (!stored) {
            return mine;
        }
        Finished.log(ended, Duration.ofNanos(System.nanoTime() - begun));
        return ended;
    }

    /** What was allowed and not begun waits again, for the sweep to begin it, as long as its yes holds. */
    private static Status unsent(Entry mine) {
        Approval approval = mine.approval();
        return approval == null
                ? Status.FAILED
                : approval.usable()
                        ? Approved.waiting(mine)
                        : approval.state() == Approval.State.ALLOWED ? Status.EXPIRED : Status.FAILED;
    }

    /** What waits for a word is over when its time is. */
    private Entry inTime(Entry waiting) {
        Approval approval = waiting.approval();
        if (approval == null || !approval.over()) {
            return waiting;
        }
        ObjectNode data = Json.object().put("status", Status.EXPIRED.name()).put("approval_id", approval.id());
        return pending.expire(waiting, new Event("expired", clock.instant(), data))
                ? ledger.entry(waiting.id()).orElse(waiting)
                : waiting;
    }

    private void look(Action action, Entry mine, Run run) {
        for (StepState state : mine.steps()) {
            int n = state.step().n();
            switch (state.state()) {
                case SENDING, IN_DOUBT -> {
                    run.step(n, Proofs.judge(action, state, state.key(mine.id()), "looked for by the sweep"));
                    if (Sending.mayAsk(action, run.step(n))) {
                        sending.ask(action, run, state.step());
                    }
                }
                case PLANNED, DONE, NOT_DONE, MISMATCH -> {}
            }
        }
    }

    private void watch(Entry closed) {
        Optional<Action> action = action(closed);
        if (action.isEmpty()) {
            return;
        }
        List<StepState> steps = new ArrayList<>(closed.steps());
        steps.replaceAll(state -> shownLate(action.get(), closed, state));
        if (steps.equals(closed.steps())) {
            return;
        }
        Entry found = closed.now(
                Status.MISMATCH, closed.plan(), List.copyOf(steps), Proofs.outcome(closed, Status.MISMATCH, steps));
        ObjectNode data = Json.object().put("status", Status.MISMATCH.name()).put("by", "watch");
        if (ledger.late(found, closed.status(), new Event("late_effect", clock.instant(), data))) {
            System.getLogger(Doubts.class.getName())
                    .log(System.Logger.Level.ERROR, "the effect of " + closed.id() + " showed up late");
        }
    }

    private static StepState shownLate(Action action, Entry closed, StepState state) {
        for (StepKey key : state.closedKeys(closed.id())) {
            if (action.confirm(state.step(), key) instanceof Proof.Shown(var effect)) {
                return state.now(StepState.State.MISMATCH, effect.deepCopy(), "its effect showed up under " + key);
            }
        }
        return state;
    }

    /** Empty for a tool that this server no longer has. */
    Optional<Action> action(Entry entry) {
        return Optional.ofNullable(types.get(entry.tool())).map(type -> type.revive(entry.arguments()));
    }
}
