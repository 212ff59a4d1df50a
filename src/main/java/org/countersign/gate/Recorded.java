package org.countersign.gate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How an action was judged when it was asked for, as the ledger has it. */
final class Recorded {

    private static final Set<String> OF_GRANTS = Set.of("confidence", "confirmation");

    private Recorded() {}

    static Simulation.Came of(Entry entry) {
        Optional<CheckResult> refused = refusedBy(entry);
        String role = role(entry.outcome());
        if (refused.isPresent()) {
            return new Simulation.Came(
                    Simulation.End.REFUSED,
                    refused.get().code(),
                    role,
                    refused.get().detail());
        }
        return most(asks(entry), role);
    }

    /** The check that ended it, where one did. */
    static Optional<CheckResult> refusedBy(Entry entry) {
        return entry.outcome().checks().stream()
                .filter(check -> entry.status() == Status.REFUSED)
                .filter(check -> check.result() == CheckResult.Result.REFUSE)
                .reduce((first, last) -> last);
    }

    /** What was asked then and does not depend on grants, with what is asked now. */
    static Simulation.Came most(List<CheckResult> judged, Entry entry, Outcome outcome) {
        List<CheckResult> asked = new ArrayList<>(judged.stream()
                .filter(check -> check.result() == CheckResult.Result.ASK)
                .toList());
        asks(entry).stream().filter(check -> !OF_GRANTS.contains(check.check())).forEach(asked::add);
        return most(asked, role(outcome));
    }

    static @Nullable String role(Outcome outcome) {
        Outcome.DecidedBy decidedBy = outcome.decidedBy();
        return decidedBy == null ? null : decidedBy.role();
    }

    private static Simulation.Came most(List<CheckResult> asks, @Nullable String role) {
        return asks.stream()
                .max(Comparator.comparing(Recorded::end))
                .map(ask -> new Simulation.Came(end(ask), ask.code(), role, ask.detail()))
                .orElseGet(() -> new Simulation.Came(Simulation.End.ALLOWED, null, role, null));
    }

    /** What was allowed since is a pass; its approval still says what was asked. */
    private static List<CheckResult> asks(Entry entry) {
        Approval approval = entry.approval();
        Stream<CheckResult> asked = approval == null
                ? entry.outcome().checks().stream().filter(check -> check.result() == CheckResult.Result.ASK)
                : approval.asks().stream()
                        .map(ask -> new CheckResult(ask.check(), CheckResult.Result.ASK, ask.code(), ask.detail()));
        return asked.toList();
    }

    private static Simulation.End end(CheckResult ask) {
        return switch (ask.check()) {
            case "duplicate" -> Simulation.End.OTHER_PERSON;
            case "confirmation" ->
                switch (ask.code()) {
                    case "model" -> Simulation.End.MODEL;
                    case "requester" -> Simulation.End.REQUESTER;
                    default -> Simulation.End.OTHER_PERSON;
                };
            default -> Simulation.End.ESCALATED;
        };
    }
}
