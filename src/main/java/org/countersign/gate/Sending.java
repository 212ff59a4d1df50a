package org.countersign.gate;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
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
        boolean inDoubt = false;
        for (int attempt = 1; ; attempt++) {
            StepState before = run.step(step.n());
            run.step(step.n(), before.tried());
            long late = System.nanoTime() + settings.sendWithin().toNanos();
            switch (mark(action, run, step)) {
                case SendMark.Marked marked -> {}
                case SendMark.Stopped(Refusal refusal) -> {
                    run.step(step.n(), before);
                    run.haltedBy(refusal);
                    return false;
                }
                case SendMark.LeaseLost lost -> {
                    run.loseLease();
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
                    run.step(step.n(), run.step(step.n()).now(so, null, why));
                    pause(retryAfter == null ? backoff(attempt) : retryAfter);
                }
                case Reply.Unknown(String why) -> {
                    // whatever a later try says, this one may have done it: from here on only a look decides
                    inDoubt = true;
                    boolean shown = look(action, run, step, key, why);
                    boolean again = action.abilities().resend() == Resend.KEY && attempt < TRIES;
                    if (shown || run.step(step.n()).state() == StepState.State.MISMATCH || !again) {
                        return shown;
                    }
                    pause(backoff(attempt));
                }
            }
        }
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

    private SendMark mark(Action action, Run run, Step step) {
        Abilities abilities = action.abilities();
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
}
