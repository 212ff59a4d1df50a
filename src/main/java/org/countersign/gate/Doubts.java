package org.countersign.gate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.countersign.shop.BackendUnavailable;

/**
 * Looks again at what was sent and is not settled: after a crash, a lost answer, a slow shop. It looks, it never acts:
 * found is done; not found where absence is proof, once the request can no longer arrive, is failed; all else stays
 * unknown.
 */
@ApplicationScoped
public class Doubts {

    private final GateSettings settings;
    private final Ledger ledger;
    private final Map<String, ActionType> types;
    private final Clock clock;

    Doubts(GateSettings settings, Ledger ledger, Instance<ActionType> types, Clock clock) {
        this.settings = settings;
        this.ledger = ledger;
        this.types = types.stream().collect(Collectors.toMap(ActionType::tool, Function.identity()));
        this.clock = clock;
    }

    /** The entry as it is after a look; unchanged when there is nothing to look for or somebody is at work on it. */
    public Entry lookAgain(Entry entry) {
        boolean open = entry.status() == Status.OUTCOME_UNKNOWN || entry.status() == Status.RUNNING;
        if (!open) {
            return entry;
        }
        try {
            return ledger.takeOver(entry.id(), settings.lease())
                    .map(this::looked)
                    .orElse(entry);
        } catch (BackendUnavailable gone) {
            return entry;
        }
    }

    /** Looks at everything that is due. @return how many were settled for good */
    public int sweep(int atMost) {
        int settled = 0;
        for (String id : ledger.doubtful(atMost)) {
            try {
                Optional<Entry> entry = ledger.entry(id);
                if (entry.isPresent()) {
                    Status after = lookAgain(entry.get()).status();
                    settled += after != Status.OUTCOME_UNKNOWN && after != Status.RUNNING ? 1 : 0;
                }
            } catch (LedgerUnavailable gone) {
                throw gone;
            } catch (RuntimeException unexpected) {
                // one that cannot be looked at keeps nobody else waiting
                System.getLogger(Doubts.class.getName())
                        .log(System.Logger.Level.ERROR, "looking at " + id + " failed", unexpected);
            }
        }
        return settled;
    }

    private Entry looked(Entry mine) {
        ActionType type = types.get(mine.tool());
        List<StepState> steps = new ArrayList<>(mine.steps());
        if (type != null) {
            Action action = type.revive(mine.arguments());
            steps.replaceAll(state -> switch (state.state()) {
                case SENDING, IN_DOUBT ->
                    Proofs.judge(
                            action, state, StepKey.of(mine.id(), state.step().n()), "looked for by the sweep");
                case PLANNED, DONE, NOT_DONE, MISMATCH -> state;
            });
        }
        Status status = mine.sent() ? Proofs.status(steps) : Status.FAILED;
        Outcome before = mine.outcome();
        Entry ended = mine.now(
                status,
                mine.plan(),
                List.copyOf(steps),
                new Outcome(
                        before.checks(),
                        before.decidedBy(),
                        Proofs.changed(steps),
                        Proofs.verification(status, steps),
                        null,
                        Proofs.refusal(status)));
        ObjectNode data = Json.object().put("status", status.name()).put("by", "look");
        return ledger.settle(ended, List.of(new Event("looked", clock.instant(), data))) ? ended : mine;
    }
}
