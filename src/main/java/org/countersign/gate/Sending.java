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
    private static final Duration BACKOFF = Duration.ofMillis(200);
    /** Who is told to wait longer is told so by the answer; the object is not held meanwhile. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final GateSettings settings;
    private final Ledger ledger;
    private final Clock clock;

    Sending(GateSettings settings, Ledger ledger, Clock clock) {
        this.settings = settings;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Whether the step is proved, so that the next one may be sent. */
    boolean send(Action action, Run run, Step step) {
        StepKey key = run.step(step.n()).key(run.entry().id());
        Abilities abilities;
        try {
            abilities = action.abilities();
        } catch (BackendUnavailable silent) {
            run.stoppedBy(closed("The shop cannot be asked now", PAUSE));
            return false;
        }
        long begun = System.nanoTime();
        boolean inDoubt = false;
        for (int attempt = 1; ; attempt++) {
            StepState before = run.step(step.n());
            Try next = new Try(action, abilities, run, step, key);
            Optional<Reply> answered;
            try {
                answered = action.through(next);
            } catch (NoPassage shut) {
                run.step(step.n(), before);
                run.stoppedBy(closed("The shop takes no request now: " + shut.getMessage(), shut.retryAfter()));
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
                    return inDoubt ? look(action, run, step, key, why) : notDone(run, step, why, declined(why));
                }
                case Reply.NotSent(String why, @Nullable Duration retryAfter) -> {
                    boolean tooLong = retryAfter != null && retryAfter.compareTo(LONGEST_PAUSE) > 0;
                    Duration pause = retryAfter == null ? backoff(attempt) : retryAfter;
                    boolean again = attempt < TRIES && !tooLong && (!inDoubt || knowsKey(abilities, begun, pause));
                    if (!again) {
                        return inDoubt
                                ? look(action, run, step, key, why)
                                : notDone(run, step, why, notTaken(why, retryAfter));
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

    private static Refusal closed(String what, Duration retryAfter) {
        return Refusal.of(
                        ErrorCode.BACKEND_UNAVAILABLE,
                        what + ". Nothing was sent.",
                        "Repeat the same call unchanged after retry_after_seconds.")
                .after(retryAfter);
    }

    private SendMark mark(Abilities abilities, Run run, Step step) {
        Event event = new Event(
                "sending",
                clock.instant(),
                Json.object()
                        .put("step", step.n())
                        .put("try", run.step(step.n()).tries())
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
            run.loseMark();
            return new SendMark.LeaseLost();
        }
    }

    private static Reply apply(Action action, Step step, StepKey key) {
        try {
            return action.apply(step, key);
        } catch (RuntimeException unexpected) {
            System.getLogger(Sending.class.getName())
                    .log(System.Logger.Level.WARNING, "sending " + key + " threw; its outcome is unknown", unexpected);
            return new Reply.Unknown("sending it failed in an unexpected way");
        }
    }

    private static boolean look(Action action, Run run, Step step, StepKey key, String answer) {
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

    /** One try: mark, and unless send_by has passed by then, the request. */
    private final class Try implements Attempt {

        private final Action action;
        private final Abilities abilities;
        private final Run run;
        private final Step step;
        private final StepKey key;
        private @Nullable SendMark mark;

        Try(Action action, Abilities abilities, Run run, Step step, StepKey key) {
            this.action = action;
            this.abilities = abilities;
            this.run = run;
            this.step = step;
            this.key = key;
        }

        @Override
        public Optional<Reply> make() {
            run.step(step.n(), run.step(step.n()).tried());
            long late = System.nanoTime() + settings.sendWithin().toNanos();
            mark = mark(abilities, run, step);
            if (!(mark instanceof SendMark.Marked)) {
                return Optional.empty();
            }
            return Optional.of(
                    System.nanoTime() > late
                            ? new Reply.NotSent("send_by had passed, so the request was dropped", null)
                            : apply(action, step, key));
        }

        /** It was not sent: switched off meanwhile, or somebody else has it now. */
        boolean stopped(StepState before) {
            if (mark instanceof SendMark.Stopped(Refusal refusal)) {
                run.step(step.n(), before);
                run.haltedBy(refusal);
            } else {
                run.loseLease();
            }
            return false;
        }
    }
}
