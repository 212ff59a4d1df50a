package org.countersign.gate;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.countersign.shop.BackendUnavailable;
import org.jspecify.annotations.Nullable;

/**
 * Sends one step: mark, request, look. The mark is stored before the request leaves; a request that is late is dropped;
 * only what cannot have happened, or what the backend takes our key for, is tried again.
 */
@ApplicationScoped
class Sending {

    private static final int TRIES = 3;
    /** As long as a request may be repeated as a question; the ledger's clock says when it is over. */
    private static final Duration QUESTIONS = Duration.ofMinutes(10);

    private static final Duration BACKOFF = Duration.ofMillis(200);
    /** Who is told to wait longer is told so by the answer; the object is not held meanwhile. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final GateSettings settings;
    private final Ledger ledger;
    private final Clock clock;
    private final Measures measures;

    Sending(GateSettings settings, Ledger ledger, Clock clock, Measures measures) {
        this.settings = settings;
        this.ledger = ledger;
        this.clock = clock;
        this.measures = measures;
    }

    /** Whether the step is proved, so that the next one may be sent. */
    boolean send(Action action, Run run, Step step) {
        return send(action, run, step, false);
    }

    /**
     * Whether the identical request may be the question what became of an earlier one: the backend knows our key, it is
     * minutes old, no look can ever prove that it had no effect, and it was not tried too often.
     */
    static boolean mayAsk(Action action, StepState state) {
        Abilities abilities = action.abilities();
        return abilities.resend() == Resend.KEY
                && abilities.absence() == Absence.HINT
                && state.state() == StepState.State.IN_DOUBT
                && state.resendable()
                && abilities.keyLifetime().compareTo(QUESTIONS) > 0
                && state.tries() < TRIES;
    }

    /** Sends the identical request of a step that is in doubt. */
    void ask(Action action, Run run, Step step) {
        send(action, run, step, true);
    }

    private boolean send(Action action, Run run, Step step, boolean doubted) {
        StepKey key = run.step(step.n()).key(run.entry().id());
        Abilities abilities;
        try {
            abilities = action.abilities();
        } catch (BackendUnavailable silent) {
            run.stoppedBy(SendRefusals.closed("The shop cannot be asked now", PAUSE));
            return false;
        }
        // a question may come as late as that after the first try, and the key is as old then
        long begun = System.nanoTime() - (doubted ? QUESTIONS.toNanos() : 0);
        boolean inDoubt = doubted;
        for (int attempt = doubted ? run.step(step.n()).tries() + 1 : 1; ; attempt++) {
            StepState before = run.step(step.n());
            MarkedTry next = new MarkedTry(settings, ledger, clock, measures, action, abilities, run, step, key);
            Optional<Reply> answered;
            try {
                answered = attempt(action, next);
            } catch (NoPassage shut) {
                run.step(step.n(), before);
                run.stoppedBy(
                        SendRefusals.closed("The shop takes no request now: " + shut.getMessage(), shut.retryAfter()));
                return inDoubt && look(action, run, step, key, "not sent again");
            }
            if (answered.isEmpty()) {
                return next.stopped(before);
            }
            switch (answered.get()) {
                case Reply.Accepted accepted -> {
                    return look(action, run, step, key, "accepted");
                }
                case Reply.Declined(String why) -> {
                    return inDoubt
                            ? look(action, run, step, key, why)
                            : notDone(run, step, why, SendRefusals.declined(why));
                }
                case Reply.NotSent(String why, @Nullable Duration retryAfter) -> {
                    boolean tooLong = retryAfter != null && retryAfter.compareTo(LONGEST_PAUSE) > 0;
                    Duration pause = retryAfter == null ? backoff(attempt) : retryAfter;
                    boolean again = attempt < TRIES && !tooLong && (!inDoubt || knowsKey(abilities, begun, pause));
                    if (!again) {
                        return inDoubt
                                ? look(action, run, step, key, why)
                                : notDone(run, step, why, SendRefusals.notTaken(why, retryAfter));
                    }
                    StepState.State so = inDoubt ? StepState.State.IN_DOUBT : StepState.State.NOT_DONE;
                    run.step(step.n(), run.step(step.n()).now(so, null, why));
                    pause(pause);
                }
                case Reply.Unknown(String why) -> {
                    // whatever a later try says, this one may have done it: from here on only a look decides
                    inDoubt = true;
                    boolean shown = look(action, run, step, key, why);
                    Duration pause = backoff(attempt);
                    boolean again = attempt < TRIES && knowsKey(abilities, begun, pause);
                    if (shown || run.step(step.n()).state() == StepState.State.MISMATCH || !again) {
                        return shown;
                    }
                    pause(pause);
                }
            }
        }
    }

    @Part("gate.send")
    Optional<Reply> attempt(Action action, MarkedTry next) {
        return action.through(next);
    }

    /** Whether a try after this pause still reaches the backend while it knows the key of the first one. */
    private boolean knowsKey(Abilities abilities, long begun, Duration pause) {
        Duration latest =
                Duration.ofNanos(System.nanoTime() - begun).plus(pause).plus(settings.sendWithin());
        return abilities.resend() == Resend.KEY && latest.compareTo(abilities.keyLifetime()) < 0;
    }

    private static boolean notDone(Run run, Step step, String why, Refusal refusal) {
        run.step(step.n(), run.step(step.n()).now(StepState.State.NOT_DONE, null, why));
        run.stoppedBy(refusal);
        return false;
    }

    @Part("gate.verify")
    boolean look(Action action, Run run, Step step, StepKey key, String answer) {
        StepState looked = Proofs.judge(action, run.step(step.n()), key, answer);
        run.step(step.n(), looked);
        return looked.state() == StepState.State.DONE;
    }

    /** Four times as long after each try, and up to twice that by chance, so that senders do not come back together. */
    static Duration backoff(int attempt) {
        Duration least = BACKOFF.multipliedBy(1L << (attempt * 2 - 2));
        return least.plusMillis(ThreadLocalRandom.current().nextLong(least.toMillis()));
    }

    private static void pause(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
