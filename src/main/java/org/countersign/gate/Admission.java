package org.countersign.gate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import org.countersign.caller.Caller;
import org.jspecify.annotations.Nullable;

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
    private final ActionIds ids;
    private final Doubts doubts;
    private final Clock clock;

    Admission(GateSettings settings, Ledger ledger, Switches switches, ActionIds ids, Doubts doubts, Clock clock) {
        this.settings = settings;
        this.ledger = ledger;
        this.switches = switches;
        this.ids = ids;
        this.doubts = doubts;
        this.clock = clock;
    }

    sealed interface Admitted {}

    record Answered(Answer answer) implements Admitted {}

    record Claimed(Entry entry, long settled) implements Admitted {}

    Optional<Refusal> switchedOff(String tool) {
        return switches.off(tool);
    }

    Admitted admit(Caller caller, Action action, Request request, ActionKey key) {
        long giveUp = System.nanoTime() + settings.leaseWait().toNanos();
        Duration pause = FIRST_LOOK;
        boolean looked = false;
        while (true) {
            Optional<Entry> known = ledger.known(key);
            if (known.isPresent() && known.get().status().bindsKey()) {
                Entry entry = known.get();
                if (!entry.key().sameArguments(key)) {
                    return new Answered(reused(caller, entry, action));
                }
                if (entry.status() != Status.RUNNING) {
                    return new Answered(Answer.of(doubts.lookAgain(entry), true));
                }
            }
            if (!looked) {
                Optional<Refusal> off = switches.off(action.tool());
                if (off.isPresent()) {
                    ledger.note(caller, action.tool(), action.target(), refused(off.get()));
                    return new Answered(Answer.refused(off.get(), List.of()));
                }
                looked = true;
            }
            Entry entry =
                    draft(caller, action, request, key, known.map(Entry::id).orElse(null));
            Claim claim = known.isPresent() && known.get().status() == Status.RUNNING
                    ? new Claim.Held(known.get().id())
                    : ledger.claim(entry, settings.lease(), claimed(entry));
            switch (claim) {
                case Claim.Mine(long epoch, long settled) -> {
                    return new Claimed(entry.claimed(epoch), settled);
                }
                case Claim.Bound() -> {
                    continue;
                }
                case Claim.Unresolved(String holder) -> {
                    Optional<Entry> left = ledger.entry(holder).map(doubts::lookAgain);
                    if (left.isEmpty() || left.get().status().leavesObjectUnresolved()) {
                        return new Answered(unresolved(caller, action, holder));
                    }
                    if (left.get().status() == Status.RUNNING) {
                        // somebody else is looking at it just now
                        if (System.nanoTime() + pause.toNanos() > giveUp) {
                            return new Answered(busy(holder, known));
                        }
                        pause = sleep(pause);
                    }
                }
                case Claim.Held(String holder) -> {
                    if (System.nanoTime() + pause.toNanos() > giveUp) {
                        return new Answered(busy(holder, known));
                    }
                    if (known.isPresent()) {
                        doubts.lookAgain(known.get());
                    }
                    pause = sleep(pause);
                }
            }
        }
    }

    private Entry draft(Caller caller, Action action, Request request, ActionKey key, @Nullable String earlier) {
        BigDecimal confidence = request.confidence();
        return new Entry(
                ids.next(),
                settings.shop(),
                action.tool(),
                action.target(),
                new Entry.Who(caller.issuer(), caller.subject(), caller.clientId(), caller.tokenId(), caller.roles()),
                key,
                action.arguments(),
                request.version(),
                new Entry.Words(
                        request.reasoning(),
                        confidence == null ? null : confidence.toPlainString(),
                        request.uncertaintyReason(),
                        request.customerRequest(),
                        request.caseId(),
                        request.intentionalRepeat()),
                earlier,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                null,
                0,
                Status.RUNNING,
                null,
                List.of(),
                Outcome.NONE);
    }

    private Event claimed(Entry entry) {
        ObjectNode data = Json.object()
                .put("tool", entry.tool())
                .put("target", entry.target().toString())
                .put("issuer", entry.who().issuer())
                .put("subject", entry.who().subject())
                .put("client_id", entry.who().clientId())
                .put("key", entry.key().text())
                .put("version", entry.version());
        data.set("arguments", entry.arguments());
        return new Event("claimed", clock.instant(), data);
    }

    private Event refused(Refusal refusal) {
        return new Event(
                "refused",
                clock.instant(),
                Json.object().put("error", refusal.code().name()));
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

    private static Answer busy(String holder, Optional<Entry> known) {
        boolean same = known.isPresent() && known.get().id().equals(holder);
        return Answer.busy(
                same ? known.get() : null,
                same
                        ? Refusal.of(
                                        ErrorCode.BUSY,
                                        "This very action, " + holder + ", is still running; nothing was done twice.",
                                        "Look at it with get_action, or repeat the same call unchanged.")
                                .after(Duration.ofSeconds(2))
                                .then(Next.of("get_action", "action_id", holder, "see how this action ended"))
                        : Refusal.of(
                                        ErrorCode.BUSY,
                                        "Another action is working on this object; nothing was done by this call.",
                                        "Repeat the same call unchanged after retry_after_seconds.")
                                .after(Duration.ofSeconds(5)));
    }

    private Answer unresolved(Caller caller, Action action, String holder) {
        Refusal refusal = Refusal.of(
                        ErrorCode.UNRESOLVED,
                        "Action " + holder + " on this object was sent to the shop and its outcome is not settled;"
                                + " until it is, nothing else is changed here.",
                        "Look at it with get_action; when it is settled, read the object again and decide anew.")
                .with(Json.object().put("action_id", holder))
                .then(Next.of("get_action", "action_id", holder, "see what is unresolved"));
        ledger.note(caller, action.tool(), action.target(), refused(refusal));
        return Answer.refused(refusal, List.of());
    }

    private Answer reused(Caller caller, Entry entry, Action action) {
        ArrayNode fields = Json.object().putArray("fields");
        differing(entry.arguments(), action.arguments()).forEach(fields::add);
        if (!entry.target().equals(action.target())) {
            fields.add(entry.target().type() + "_id");
        }
        ObjectNode data = Json.object().put("action_id", entry.id());
        data.set("differing_fields", fields);
        Refusal refusal = Refusal.of(
                        ErrorCode.KEY_REUSED,
                        "This idempotency_key belongs to action " + entry.id() + " with other values of: "
                                + Json.text(fields),
                        "For the same action repeat the first call unchanged; for another one use another"
                                + " idempotency_key, or none.")
                .with(data)
                .then(Next.of("get_action", "action_id", entry.id(), "see what this key already did"));
        ledger.note(caller, action.tool(), action.target(), refused(refusal));
        return Answer.refused(refusal, List.of());
    }

    private static Set<String> differing(ObjectNode before, ObjectNode now) {
        Set<String> names = new TreeSet<>();
        before.fieldNames().forEachRemaining(names::add);
        now.fieldNames().forEachRemaining(names::add);
        for (Iterator<String> each = names.iterator(); each.hasNext(); ) {
            String name = each.next();
            JsonNode was = before.get(name);
            if (was != null && was.equals(now.get(name))) {
                each.remove();
            }
        }
        return names;
    }
}
