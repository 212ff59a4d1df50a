package org.countersign.gate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One try: mark, and unless send_by has passed by then, the request. */
final class MarkedTry implements Attempt {

    private final GateSettings settings;
    private final Ledger ledger;
    private final Clock clock;
    private final Measures measures;
    private final Action action;
    private final Abilities abilities;
    private final Run run;
    private final Step step;
    private final StepKey key;
    private @Nullable SendMark mark;

    MarkedTry(
            GateSettings settings,
            Ledger ledger,
            Clock clock,
            Measures measures,
            Action action,
            Abilities abilities,
            Run run,
            Step step,
            StepKey key) {
        this.settings = settings;
        this.ledger = ledger;
        this.clock = clock;
        this.measures = measures;
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
        mark = stored();
        if (!(mark instanceof SendMark.Marked)) {
            return Optional.empty();
        }
        return Optional.of(
                System.nanoTime() > late
                        ? new Reply.NotSent("send_by had passed, so the request was dropped", null)
                        : applied());
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

    private SendMark stored() {
        ObjectNode data = Json.object()
                .put("step", step.n())
                .put("try", run.step(step.n()).tries());
        Approval approval = run.entry().approval();
        if (approval != null) {
            data.put("approval_id", approval.id()).put("digest", Digest.hex(approval.digest()));
        }
        data.set("request", step.request());
        Event event = new Event("sending", clock.instant(), data);
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

    private Reply applied() {
        long begun = System.nanoTime();
        Reply reply = reply();
        measures.sent(action.tool(), step.kind(), reply, Duration.ofNanos(System.nanoTime() - begun));
        return reply;
    }

    private Reply reply() {
        try {
            return action.apply(step, key);
        } catch (RuntimeException unexpected) {
            System.getLogger(MarkedTry.class.getName())
                    .log(System.Logger.Level.WARNING, "sending " + key + " threw; its outcome is unknown", unexpected);
            return new Reply.Unknown("sending it failed in an unexpected way");
        }
    }
}
