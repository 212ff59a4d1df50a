package org.countersign.gate;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.countersign.caller.Caller;

/**
 * Steps 3 to 5 of the gate: a known key is answered from the ledger; else key and object are claimed together, waiting
 * a few seconds for an object that another action holds, without holding a connection meanwhile.
 */
@ApplicationScoped
class Admission {

    private static final Duration FIRST_LOOK = Duration.ofMillis(10);
    private static final Duration LONGEST_LOOK = Duration.ofMillis(250);

    private final GateSettings settings;
    private final Ledger ledger;
    private final Switches switches;
    private final Drafts drafts;
    private final Doubts doubts;
    private final Pace pace;
    private final Questions questions;
    private final Clock clock;

    Admission(
            GateSettings settings,
            Ledger ledger,
            Switches switches,
            Drafts drafts,
            Doubts doubts,
            Pace pace,
            Questions questions,
            Clock clock) {
        this.settings = settings;
        this.ledger = ledger;
        this.switches = switches;
        this.drafts = drafts;
        this.doubts = doubts;
        this.pace = pace;
        this.questions = questions;
        this.clock = clock;
    }

    sealed interface Admitted {}

    record Answered(Answer answer) implements Admitted {}

    record Claimed(Entry entry, long settled) implements Admitted {}

    /** The same call as an action that is partly done: it may go on. */
    record HalfDone(Entry entry) implements Admitted {}

    Optional<Refusal> switchedOff(String tool) {
        return switches.off(tool);
    }

    /** What keeps a call from even being rehearsed. */
    Optional<Refusal> closed(Caller caller, String tool) {
        return switches.off(tool).or(() -> pace.tooMany(caller));
    }

    @Part("gate.claim")
    Admitted admit(Caller caller, Action action, Request request, ActionKey key) {
        try (Entrance entrance = new Entrance(switches, pace, caller, action, request, key)) {
            return admit(caller, action, request, key, entrance);
        }
    }

    private Admitted admit(Caller caller, Action action, Request request, ActionKey key, Entrance entrance) {
        long giveUp = System.nanoTime() + settings.leaseWait().toNanos();
        Duration pause = FIRST_LOOK;
        while (true) {
            Optional<Entry> known = ledger.known(key);
            if (known.isPresent() && known.get().status().bindsKey()) {
                Entry entry = known.get();
                if (!entry.key().sameArguments(key)) {
                    return new Answered(refuse(caller, action, KeyRefusals.reused(entry, action)));
                }
                if (entry.status() != Status.RUNNING) {
                    Entry now = doubts.lookAgain(entry);
                    if (now.status() == Status.EXPIRED) {
                        continue;
                    }
                    return replayed(caller, action, request, now);
                }
            }
            boolean bound = known.isPresent() && known.get().status().bindsKey();
            if (!bound && entrance.refuses()) {
                return new Answered(refuse(caller, action, entrance.refusal()));
            }
            if (!bound && entrance.ask()) {
                // the same call may have got in meanwhile: then this one is its replay
                continue;
            }
            Entry entry = drafts.draft(
                    caller, action, request, key, known.map(Entry::id).orElse(null));
            Claim claim = known.isPresent() && known.get().status() == Status.RUNNING
                    ? new Claim.Held(known.get().id())
                    : ledger.claim(entry, settings.lease(), drafts.claimed(entry));
            switch (claim) {
                case Claim.Mine(long epoch, long settled) -> {
                    return new Claimed(entry.claimed(epoch), settled);
                }
                case Claim.Bound() -> {
                    continue;
                }
                case Claim.Expired() -> {
                    return new Answered(refuse(caller, action, KeyRefusals.expired()));
                }
                case Claim.Lost lost -> throw new IllegalStateException("nothing was held before the claim");
                case Claim.Unresolved(String holder) -> {
                    Optional<Entry> left = ledger.entry(holder).map(doubts::lookAgain);
                    if (left.isEmpty() || left.get().status().leavesObjectUnresolved()) {
                        return new Answered(refuse(caller, action, KeyRefusals.unresolved(holder)));
                    }
                    if (left.get().status() == Status.RUNNING) {
                        // somebody else is looking at it just now
                        if (System.nanoTime() + pause.toNanos() > giveUp) {
                            return new Answered(KeyRefusals.busy(holder, known));
                        }
                        pause = sleep(pause);
                    }
                }
                case Claim.Held(String holder) -> {
                    if (System.nanoTime() + pause.toNanos() > giveUp) {
                        return new Answered(KeyRefusals.busy(holder, known));
                    }
                    if (known.isPresent()) {
                        doubts.lookAgain(known.get());
                    }
                    pause = sleep(pause);
                }
            }
        }
    }

    /** A replay is a read, unless it goes on with what is half done. */
    private Admitted replayed(Caller caller, Action action, Request request, Entry entry) {
        questions.answered(caller, request, entry);
        boolean goesOn = entry.status() == Status.PARTLY_DONE
                && switchedOff(action.tool()).isEmpty();
        return goesOn ? new HalfDone(entry) : new Answered(Answer.of(entry, true));
    }

    /** The same call in other words or under another key: what it says may be the answer to a question. */
    Answer replayed(Caller caller, Request request, Answer known) {
        Entry waiting = known.entry();
        if (waiting != null) {
            questions.answered(caller, request, waiting);
        }
        return known;
    }

    /** Refused before there was an action: one event, no key. */
    private Answer refuse(Caller caller, Action action, Refusal refusal) {
        ledger.note(
                caller,
                action.tool(),
                action.target(),
                new Event(
                        "refused",
                        clock.instant(),
                        Json.object().put("error", refusal.code().name())));
        return Answer.refused(refusal, List.of());
    }

    private static Duration sleep(Duration pause) {
        try {
            Thread.sleep(pause.plusMillis(ThreadLocalRandom.current().nextLong(pause.toMillis())));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for an object; nothing was sent", stopped);
        }
        Duration next = pause.multipliedBy(2);
        return next.compareTo(LONGEST_LOOK) > 0 ? LONGEST_LOOK : next;
    }
}
