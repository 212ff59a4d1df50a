package org.countersign.gate;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Leases what a plan touches besides its target, such as the gift card that is credited. The target is held meanwhile;
 * since every action takes orders before customers before gift cards, nobody waits in a ring.
 */
@ApplicationScoped
class FurtherLeases {

    private static final long LOOK_EVERY_MILLIS = 50;

    private final GateSettings settings;
    private final Ledger ledger;
    private final Doubts doubts;

    FurtherLeases(GateSettings settings, Ledger ledger, Doubts doubts) {
        this.settings = settings;
        this.ledger = ledger;
        this.doubts = doubts;
    }

    /** Empty when all of it is ours; else why not, and then none of it is. */
    Optional<Refusal> lease(Entry entry, Plan plan) {
        if (plan.touches().isEmpty()) {
            return Optional.empty();
        }
        long giveUp = System.nanoTime() + settings.leaseWait().toNanos();
        while (true) {
            switch (ledger.extend(entry, plan.touches(), settings.lease())) {
                case Claim.Mine ours -> {
                    return Optional.empty();
                }
                case Claim.Unresolved(String holder) -> {
                    // its process may be gone: then a look gives it back
                    Optional<Entry> left = ledger.entry(holder).map(doubts::lookAgain);
                    if (left.isEmpty() || left.get().status().leavesObjectUnresolved() || System.nanoTime() > giveUp) {
                        return Optional.of(unresolved(holder, plan));
                    }
                }
                case Claim.Held held -> {
                    if (System.nanoTime() > giveUp) {
                        return Optional.of(busy(plan));
                    }
                }
                case Claim.Lost lost -> {
                    return Optional.of(lost());
                }
                case Claim.Bound bound -> throw new IllegalStateException("a lease binds no key");
                case Claim.Expired expired -> throw new IllegalStateException("a lease expires no key");
            }
            rest();
        }
    }

    static void rest() {
        try {
            Thread.sleep(LOOK_EVERY_MILLIS + ThreadLocalRandom.current().nextLong(LOOK_EVERY_MILLIS));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for an object; nothing was sent", stopped);
        }
    }

    private static Refusal lost() {
        return Refusal.of(
                        ErrorCode.BUSY,
                        "This took so long that the action was given up; nothing was sent to the shop.",
                        "Repeat the same call unchanged: it is decided anew.")
                .after(Duration.ofSeconds(1));
    }

    private static Refusal busy(Plan plan) {
        return Refusal.of(
                        ErrorCode.BUSY,
                        "Another action is working on " + plan.touches().getFirst()
                                + "; nothing was done by this call.",
                        "Repeat the same call unchanged after retry_after_seconds.")
                .after(Duration.ofSeconds(5));
    }

    private static Refusal unresolved(String holder, Plan plan) {
        return Refusal.of(
                        ErrorCode.UNRESOLVED,
                        "Action " + holder + " on " + plan.touches().getFirst()
                                + " was sent to the shop and its outcome is not settled; nothing was done by this call.",
                        "Look at it with get_action; when it is settled, read the order again and decide anew.")
                .with(Json.object().put("action_id", holder))
                .then(Next.of("get_action", "action_id", holder, "see what is unresolved"));
    }
}
