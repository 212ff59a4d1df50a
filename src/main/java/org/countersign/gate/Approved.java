package org.countersign.gate;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.countersign.caller.Caller;
import org.countersign.shop.ShopObject;
import org.jspecify.annotations.Nullable;

/**
 * Executes what was allowed: permission, switches and checks once more on a fresh read, with the roles it was asked for with
 * and the grants of now. The yes answers only what it lists; when anything it was said about has changed, it is void.
 */
@ApplicationScoped
class Approved {

    private final GateSettings settings;
    private final Ledger ledger;
    private final Waiting pending;
    private final Switches switches;
    private final Examination examination;
    private final FurtherLeases further;
    private final Execution execution;
    private final Doubts doubts;
    private final Trace trace;
    private final Clock clock;

    Approved(
            GateSettings settings,
            Ledger ledger,
            Waiting pending,
            Switches switches,
            Examination examination,
            FurtherLeases further,
            Execution execution,
            Doubts doubts,
            Trace trace,
            Clock clock) {
        this.settings = settings;
        this.ledger = ledger;
        this.pending = pending;
        this.switches = switches;
        this.examination = examination;
        this.further = further;
        this.execution = execution;
        this.doubts = doubts;
        this.trace = trace;
        this.clock = clock;
    }

    /** As it is after this: done, refused, void; or as it was, when its object is busy or writes are off: the sweep comes back. */
    Answer run(Entry allowed) {
        return run(allowed, caller(allowed));
    }

    /** @param caller who confirms it, with the roles of now */
    Answer run(Entry allowed, Caller caller) {
        Optional<Action> action = doubts.action(allowed);
        if (action.isEmpty() || switches.off(allowed.tool()).isPresent()) {
            return Answer.of(allowed, true);
        }
        long begun = System.nanoTime();
        Answer answer = run(allowed, caller, action.get());
        Finished.log(allowed.tool(), answer, Duration.ofNanos(System.nanoTime() - begun));
        return answer;
    }

    private Answer run(Entry allowed, Caller caller, Action action) {
        long giveUp = System.nanoTime() + settings.leaseWait().toNanos();
        while (true) {
            switch (pending.start(allowed, settings.lease())) {
                case Claim.Mine mine -> {
                    return started(caller, action, ledger.entry(allowed.id()).orElseThrow());
                }
                case Claim.Lost lost -> {
                    return present(allowed);
                }
                case Claim.Held held -> {
                    if (System.nanoTime() > giveUp) {
                        return present(allowed);
                    }
                }
                case Claim.Unresolved(String holder) -> {
                    Optional<Entry> left = ledger.entry(holder).map(doubts::lookAgain);
                    if (left.isEmpty() || left.get().status().leavesObjectUnresolved() || System.nanoTime() > giveUp) {
                        return present(allowed);
                    }
                }
                case Claim.Bound bound -> throw new IllegalStateException("a start binds no key");
                case Claim.Expired expired -> throw new IllegalStateException("a start expires no key");
            }
            FurtherLeases.rest();
        }
    }

    /** Everything that was allowed and that nobody has started; what has had its time is expired. @return how many ended */
    int sweep(int atMost) {
        return each(pending.over(atMost), entry -> doubts.lookAgain(entry).status())
                + each(pending.toStart(atMost), entry -> run(entry).status());
    }

    private int each(List<String> ids, Function<Entry, Status> look) {
        List<String> ended = new ArrayList<>();
        for (String id : ids) {
            try {
                trace.again(
                        id,
                        () -> ledger.entry(id)
                                .map(look)
                                .filter(after -> !Withdrawals.waits(after))
                                .ifPresent(after -> ended.add(id)));
            } catch (LedgerUnavailable gone) {
                throw gone;
            } catch (RuntimeException unexpected) {
                // one that cannot be begun keeps nobody else waiting
                System.getLogger(Approved.class.getName())
                        .log(System.Logger.Level.ERROR, "beginning " + id + " failed", unexpected);
            }
        }
        return ended.size();
    }

    private Answer present(Entry entry) {
        return Answer.of(ledger.entry(entry.id()).orElse(entry), true);
    }

    private Answer started(Caller caller, Action action, Entry mine) {
        Decision decision = examination.examineApproved(caller, action, request(mine), mine);
        return switch (decision) {
            case Decision.Stop(Outcome outcome) -> stopped(mine, outcome);
            case Decision.Known(String other) ->
                ended(mine, Status.VOID, mine.outcome(), changed(Set.of("another action, " + other)));
            case Decision.Wait wait ->
                ended(mine, Status.VOID, wait.outcome(), changed(Set.of("what has to be asked")));
            case Decision.Go(Plan plan, Outcome outcome, var now) -> go(action, mine, plan, outcome, now);
        };
    }

    private Answer go(Action action, Entry mine, Plan plan, Outcome outcome, @Nullable ShopObject now) {
        Approval approval = approval(mine);
        Facts facts =
                Facts.of(mine, Receipts.contentOf(mine.version()), plan, outcome.decidedBy(), approval.expiresAt());
        if (!MessageDigest.isEqual(facts.digest(), approval.digest())) {
            return ended(mine, Status.VOID, outcome, changed(facts.changedSince(approval.facts())));
        }
        Optional<Refusal> kept = further.lease(mine, plan);
        if (kept.isPresent()) {
            return back(mine);
        }
        Entry running = mine.now(
                Status.RUNNING,
                plan,
                plan.steps().stream().map(StepState::planned).toList(),
                outcome);
        return execution.send(action, new Run(running, now, false), plan.steps());
    }

    /** What is over soon is tried again; what was changed is void; the rest is refused. */
    private Answer stopped(Entry mine, Outcome outcome) {
        Refusal refusal = Objects.requireNonNull(outcome.refusal(), "it was refused");
        return switch (refusal.code()) {
            case BACKEND_UNAVAILABLE, LEDGER_UNAVAILABLE, BUSY, INTERNAL -> back(mine);
            case STALE, NOT_FOUND, NOT_PERMITTED -> ended(mine, Status.VOID, outcome, refusal);
            default -> ended(mine, Status.REFUSED, outcome, refusal);
        };
    }

    /** Waits again, with its yes; the sweep comes back to it until that is over. */
    private Answer back(Entry mine) {
        Entry waiting = mine.now(waiting(mine), mine.plan(), mine.steps(), mine.outcome());
        ledger.settle(waiting, List.of(event("put_back", waiting, null)));
        return Answer.of(ledger.entry(mine.id()).orElse(waiting), true);
    }

    private Answer ended(Entry mine, Status status, Outcome weighed, Refusal why) {
        Outcome outcome = new Outcome(weighed.checks(), mine.outcome().decidedBy(), false, null, null, why);
        Entry ended = mine.now(status, mine.plan(), mine.steps(), outcome);
        List<Event> events = new ArrayList<>(CheckResult.events(outcome.checks(), clock.instant()));
        events.add(event(Json.wire(status), ended, why));
        return ledger.settle(ended, events) ? Answer.of(ledger.entry(mine.id()).orElse(ended), false) : present(mine);
    }

    private Event event(String kind, Entry entry, @Nullable Refusal why) {
        var data = Json.object()
                .put("status", entry.status().name())
                .put("approval_id", approval(entry).id());
        if (why != null) {
            data.put("error", why.code().name()).put("message", why.message());
        }
        return new Event(kind, clock.instant(), data);
    }

    static Status waiting(Entry entry) {
        return approval(entry).kind() == Approval.Kind.MODEL ? Status.NEEDS_CONFIRMATION : Status.AWAITING_APPROVAL;
    }

    private static Approval approval(Entry entry) {
        return Objects.requireNonNull(entry.approval(), "it was asked for");
    }

    private static Refusal changed(Iterable<String> what) {
        return Refusal.of(
                ErrorCode.STALE,
                "What this was decided on has changed: " + String.join(", ", what) + ". Nothing was done.",
                "Read the object again and decide anew whether this is still the right thing to do.");
    }

    /** With the roles and rights it was asked for with; its token was checked then. */
    static Caller caller(Entry entry) {
        Entry.Who who = entry.who();
        return new Caller(
                who.issuer(),
                who.subject(),
                who.clientId(),
                who.tokenId(),
                Set.of(Caller.READ, Caller.WRITE),
                who.roles(),
                !who.serviceAccount());
    }

    /** As it was asked for; the fresh read is the gate's own. */
    static Request request(Entry entry) {
        Entry.Words words = entry.words();
        return new Request(
                entry.version(),
                words.reasoning(),
                words.confidence() == null ? null : new BigDecimal(words.confidence()),
                words.uncertaintyReason(),
                words.customerRequest(),
                words.caseId(),
                null,
                false,
                words.intentionalRepeat());
    }
}
