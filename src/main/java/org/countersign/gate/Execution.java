package org.countersign.gate;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.countersign.shop.BackendUnavailable;
import org.countersign.shop.ShopObject;
import org.jspecify.annotations.Nullable;

/**
 * Steps 12 to 14 of the gate: send, look, settle, step by step. Whatever happens after a mark is at worst unknown, never
 * failed; step n+1 is sent only after n is proved.
 */
@ApplicationScoped
class Execution {

    /** Why something was not sent that may be sent later. */
    private static final Set<ErrorCode> PASSING =
            Set.of(ErrorCode.BACKEND_UNAVAILABLE, ErrorCode.BUSY, ErrorCode.WRITES_DISABLED);

    private final Ledger ledger;
    private final FurtherLeases further;
    private final Sending sending;
    private final ShopReads shop;
    private final Receipts receipts;
    private final Stopping stopping;
    private final Clock clock;

    Execution(
            Ledger ledger,
            FurtherLeases further,
            Sending sending,
            ShopReads shop,
            Receipts receipts,
            Stopping stopping,
            Clock clock) {
        this.ledger = ledger;
        this.further = further;
        this.sending = sending;
        this.shop = shop;
        this.receipts = receipts;
        this.stopping = stopping;
        this.clock = clock;
    }

    /** @param before the object as the plan was made on it */
    Answer run(Action action, Entry claimed, @Nullable ShopObject before) {
        Plan plan = Objects.requireNonNull(claimed.plan(), "a plan was made");
        Optional<Refusal> kept = further.lease(claimed, plan);
        if (kept.isPresent()) {
            ledger.undo(claimed);
            return Answer.refused(kept.get(), List.of());
        }
        return send(action, new Run(claimed, before, false), plan.steps());
    }

    /** Sends one after another as long as each is proved, and settles what it came to. */
    Answer send(Action action, Run run, List<Step> steps) {
        for (Step step : steps) {
            if (stopping.now()) {
                run.stoppedBy(Stopping.refusal());
                break;
            }
            if (!sending.send(action, run, step)) {
                break;
            }
        }
        return settle(run);
    }

    @Part("gate.settle")
    Answer settle(Run run) {
        if (run.markLost()) {
            return Answer.of(inDoubt(run), false);
        }
        try {
            if (!run.leaseLost()) {
                Entry ended = ended(run);
                if (ledger.settle(ended, run.events(clock.instant()))) {
                    return Answer.of(ended, false);
                }
            }
            // whoever took the lease over has settled it, or will
            return Answer.of(ledger.entry(run.entry().id()).orElseGet(() -> inDoubt(run)), false);
        } catch (LedgerUnavailable lost) {
            // what was done is done: the sweep settles it
            System.getLogger(Execution.class.getName())
                    .log(System.Logger.Level.WARNING, "settling " + run.entry().id() + " could not be written", lost);
        }
        return Answer.of(inDoubt(run), false);
    }

    private Entry inDoubt(Run run) {
        Outcome before = run.entry().outcome();
        return run.entry()
                .now(
                        Status.OUTCOME_UNKNOWN,
                        run.entry().plan(),
                        run.steps(),
                        new Outcome(before.checks(), before.decidedBy(), false, Verification.PENDING, null, null));
    }

    private Entry ended(Run run) {
        Status status = Proofs.status(run.steps());
        if (status == Status.FAILED && !run.entry().sent()) {
            status = waitsAgain(run) ? Approved.waiting(run.entry()) : Status.REFUSED;
        }
        // a doubt is no error: what stopped the next try is not what it came to
        @Nullable
        Refusal refusal = !status.isError() ? null : run.refusal() != null ? run.refusal() : Proofs.refusal(status);
        @Nullable String version = status == Status.DONE ? version(run) : null;
        Outcome before = run.entry().outcome();
        return run.entry()
                .now(
                        status,
                        run.entry().plan(),
                        run.steps(),
                        new Outcome(
                                before.checks(),
                                before.decidedBy(),
                                Proofs.changed(run.steps()),
                                Proofs.verification(status, run.steps()),
                                version,
                                refusal));
    }

    /** What was allowed, and could not be begun for a reason that passes, is begun later. */
    private static boolean waitsAgain(Run run) {
        Approval approval = run.entry().approval();
        Refusal why = run.refusal();
        return approval != null && approval.usable() && why != null && PASSING.contains(why.code());
    }

    /** Of the object itself: a part of it is settled apart. */
    private static int settledNow(Entry entry) {
        return Proofs.changed(entry.steps()) && entry.target().part().isEmpty() ? 1 : 0;
    }

    /** The target after the change; absent when it cannot be read now: the caller then reads it itself. */
    private @Nullable String version(Run run) {
        Entry entry = run.entry();
        try {
            Optional<? extends ShopObject> now = shop.read(entry.target());
            now.ifPresent(run::shows);
            return now.map(shown -> receipts.issue(
                            entry.who().issuer(),
                            entry.who().subject(),
                            shown,
                            ledger.settled(entry.target()) + settledNow(entry)))
                    .orElse(null);
        } catch (BackendUnavailable | LedgerUnavailable gone) {
            return null;
        }
    }
}
