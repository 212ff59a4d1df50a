package org.countersign.gate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.countersign.shop.BackendUnavailable;
import org.jspecify.annotations.Nullable;

/**
 * Steps 12 to 14 of the gate: mark, send, look, settle. The mark is stored before a request leaves; a request that is
 * late is dropped; whatever happens after the mark is at worst unknown, never failed; step n+1 is sent only after n is
 * proved.
 */
@ApplicationScoped
class Execution {

    private static final int TRIES = 3;
    private static final Duration BACKOFF = Duration.ofMillis(200);
    /** Who is told to wait longer is told so by the answer; the object is not held meanwhile. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final GateSettings settings;
    private final Ledger ledger;
    private final FurtherLeases further;
    private final ShopReads shop;
    private final Receipts receipts;
    private final Clock clock;

    Execution(
            GateSettings settings,
            Ledger ledger,
            FurtherLeases further,
            ShopReads shop,
            Receipts receipts,
            Clock clock) {
        this.settings = settings;
        this.ledger = ledger;
        this.further = further;
        this.shop = shop;
        this.receipts = receipts;
        this.clock = clock;
    }

    Answer run(Action action, Entry claimed) {
        Plan plan = java.util.Objects.requireNonNull(claimed.plan(), "a plan was made");
        Optional<Refusal> kept = further.lease(claimed, plan);
        if (kept.isPresent()) {
            ledger.undo(claimed);
            return Answer.busy(null, kept.get());
        }
        Run run = new Run(claimed);
        for (Step step : plan.steps()) {
            if (!send(action, run, step)) {
                break;
            }
        }
        return settle(run);
    }

    /** Whether the step is proved, so that the next one may be sent. */
    private boolean send(Action action, Run run, Step step) {
        StepKey key = StepKey.of(run.entry.id(), step.n());
        boolean inDoubt = false;
        for (int attempt = 1; ; attempt++) {
            StepState before = run.stepState(step.n());
            run.step(step.n(), before.tried());
            long late = System.nanoTime() + settings.sendWithin().toNanos();
            switch (mark(action, run, step)) {
                case SendMark.Marked marked -> {}
                case SendMark.Stopped(Refusal refusal) -> {
                    run.step(step.n(), before);
                    run.refusal = refusal;
                    return false;
                }
                case SendMark.LeaseLost lost -> {
                    run.leaseLost = true;
                    return false;
                }
            }
            Reply reply = System.nanoTime() > late
                    ? new Reply.NotSent("send_by had passed, so the request was dropped", null)
                    : apply(action, step, key);
            switch (reply) {
                case Reply.Accepted accepted -> {
                    return look(action, run, step, key, "accepted");
                }
                case Reply.Declined(String why) -> {
                    return inDoubt ? look(action, run, step, key, why) : notDone(run, step, why, declined(why));
                }
                case Reply.NotSent(String why, @Nullable Duration retryAfter) -> {
                    boolean tooLong = retryAfter != null && retryAfter.compareTo(LONGEST_PAUSE) > 0;
                    if (attempt >= TRIES || tooLong) {
                        return inDoubt
                                ? look(action, run, step, key, why)
                                : notDone(run, step, why, notTaken(why, retryAfter));
                    }
                    StepState.State so = inDoubt ? StepState.State.IN_DOUBT : StepState.State.NOT_DONE;
                    run.step(step.n(), run.stepState(step.n()).now(so, null, why));
                    pause(retryAfter == null ? BACKOFF.multipliedBy(1L << (attempt * 2 - 2)) : retryAfter);
                }
                case Reply.Unknown(String why) -> {
                    // whatever a later try says, this one may have done it: from here on only a look decides
                    inDoubt = true;
                    boolean shown = look(action, run, step, key, why);
                    boolean again = action.abilities().resend() == Resend.KEY && attempt < TRIES;
                    if (shown || run.mismatch || !again) {
                        return shown;
                    }
                    pause(BACKOFF.multipliedBy(1L << (attempt * 2 - 2)));
                }
            }
        }
    }

    private static boolean notDone(Run run, Step step, String why, Refusal refusal) {
        run.step(step.n(), run.stepState(step.n()).now(StepState.State.NOT_DONE, null, why));
        run.refusal = refusal;
        return false;
    }

    private static Refusal declined(String why) {
        return Refusal.rule(
                        ShopRule.BACKEND_RULE,
                        "The shop refused: " + why,
                        "Read the object again and do what the shop's rule allows.")
                .withCode(ErrorCode.BACKEND_REFUSED);
    }

    private static Refusal notTaken(String why, @Nullable Duration retryAfter) {
        return Refusal.of(
                        ErrorCode.BACKEND_UNAVAILABLE,
                        "The shop did not take the request: " + why + ". It was not executed.",
                        "Repeat the same call unchanged after retry_after_seconds.")
                .after(retryAfter == null ? Duration.ofSeconds(30) : retryAfter);
    }

    private SendMark mark(Action action, Run run, Step step) {
        Abilities abilities = action.abilities();
        Event event = new Event(
                "sending",
                clock.instant(),
                Json.object()
                        .put("step", step.n())
                        .put("try", run.stepState(step.n()).tries())
                        .set("request", step.request()));
        try {
            return ledger.send(
                    run.entry(),
                    step.n(),
                    settings.sendWithin(),
                    abilities.callTimeout().plus(abilities.settleTime()),
                    settings.lease(),
                    event);
        } catch (LedgerUnavailable lost) {
            // nobody knows whether the mark was stored: do not send, and let the sweep find out
            run.markLost = true;
            return new SendMark.LeaseLost();
        }
    }

    private static Reply apply(Action action, Step step, StepKey key) {
        try {
            return action.apply(step, key);
        } catch (RuntimeException unexpected) {
            System.getLogger(Execution.class.getName())
                    .log(System.Logger.Level.WARNING, "sending " + key + " threw; its outcome is unknown", unexpected);
            return new Reply.Unknown("sending it failed in an unexpected way");
        }
    }

    private static boolean look(Action action, Run run, Step step, StepKey key, String answer) {
        StepState looked = Proofs.judge(action, run.stepState(step.n()), key, answer);
        run.step(step.n(), looked);
        run.mismatch |= looked.state() == StepState.State.MISMATCH;
        return looked.state() == StepState.State.DONE;
    }

    private Answer settle(Run run) {
        if (run.markLost) {
            return Answer.of(inDoubt(run), false);
        }
        try {
            if (!run.leaseLost) {
                Entry ended = ended(run);
                if (ledger.settle(ended, run.events(clock.instant()))) {
                    return Answer.of(ended, false);
                }
            }
            // whoever took the lease over has settled it, or will
            return Answer.of(ledger.entry(run.entry.id()).orElseGet(() -> inDoubt(run)), false);
        } catch (LedgerUnavailable lost) {
            // what was done is done: the sweep settles it
            System.getLogger(Execution.class.getName())
                    .log(System.Logger.Level.WARNING, "settling " + run.entry.id() + " could not be written", lost);
        }
        return Answer.of(inDoubt(run), false);
    }

    private Entry inDoubt(Run run) {
        Outcome before = run.entry.outcome();
        return run.entry()
                .now(
                        Status.OUTCOME_UNKNOWN,
                        run.entry.plan(),
                        run.steps,
                        new Outcome(before.checks(), before.decidedBy(), false, Verification.PENDING, null, null));
    }

    private Entry ended(Run run) {
        Status status = Proofs.status(run.steps);
        if (status == Status.FAILED && !run.entry().sent()) {
            status = Status.REFUSED;
        }
        // a doubt is no error: what stopped the next try is not what it came to
        @Nullable
        Refusal refusal = !status.isError() ? null : run.refusal != null ? run.refusal : Proofs.refusal(status);
        @Nullable String version = status == Status.DONE ? version(run.entry()) : null;
        Outcome before = run.entry.outcome();
        return run.entry()
                .now(
                        status,
                        run.entry.plan(),
                        run.steps,
                        new Outcome(
                                before.checks(),
                                before.decidedBy(),
                                Proofs.changed(run.steps),
                                Proofs.verification(status, run.steps),
                                version,
                                refusal));
    }

    /** The target after the change; absent when it cannot be read now: the caller then reads it itself. */
    private @Nullable String version(Entry entry) {
        try {
            return shop.read(entry.target())
                    .map(now -> receipts.issue(
                            entry.who().issuer(),
                            entry.who().subject(),
                            now,
                            ledger.settled(entry.target()) + (Proofs.changed(entry.steps()) ? 1 : 0)))
                    .orElse(null);
        } catch (BackendUnavailable | LedgerUnavailable gone) {
            return null;
        }
    }

    private static void pause(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** One execution under way: how far each step is. */
    private static final class Run {
        private final Entry entry;
        private final List<StepState> steps;
        private @Nullable Refusal refusal;
        private boolean mismatch;
        private boolean leaseLost;
        private boolean markLost;

        Run(Entry entry) {
            this.entry = entry;
            this.steps = new ArrayList<>(entry.steps());
        }

        StepState stepState(int n) {
            return steps.get(n - 1);
        }

        void step(int n, StepState state) {
            steps.set(n - 1, state);
        }

        Entry entry() {
            return entry.now(entry.status(), entry.plan(), List.copyOf(steps), entry.outcome());
        }

        List<Event> events(java.time.Instant at) {
            List<Event> events = new ArrayList<>();
            for (StepState state : steps) {
                ObjectNode data = Json.object()
                        .put("step", state.step().n())
                        .put("state", state.state().name())
                        .put("answer", state.answer());
                data.set("observed", state.observed());
                events.add(new Event("step", at, data));
            }
            return events;
        }
    }
}
