package org.countersign.gate;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.countersign.caller.Caller;
import org.countersign.caller.Grant;
import org.countersign.caller.Grants;
import org.countersign.shop.Money;
import org.countersign.shop.Page;
import org.jspecify.annotations.Nullable;

/**
 * What would have become of the actions of the last days under other grants: judged by the gate's own checks of grants, from
 * what the ledger has. What only the shop of that day could tell stays as it was then.
 */
@ApplicationScoped
public class Simulation {

    private static final int AT_MOST = 5_000;
    private static final int PAGE = 100;
    private static final Duration LONGEST = Duration.ofSeconds(8);
    /** Checks that come before anything that depends on limits. */
    private static final Set<String> OF_GRANTS = Set.of("limits", "confidence", "confirmation", "permission", "send");

    private final Ledger ledger;
    private final Doubts doubts;
    private final ShopSettings.Source settings;
    private final Clock clock;

    Simulation(Ledger ledger, Doubts doubts, ShopSettings.Source settings, Clock clock) {
        this.ledger = ledger;
        this.doubts = doubts;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * @param since     the beginning of what was judged
     * @param truncated there are more actions in these days than are judged: the newest ones are
     */
    public record Report(Instant since, boolean truncated, List<Judged> actions) {}

    /** @param money as it was planned @param notJudged what nobody can tell any more, in words; empty is all was judged */
    public record Judged(Entry entry, @Nullable Money money, Came was, Came would, List<String> notJudged) {}

    /** How it ends. @param code of the refusal, or why it asks @param role of the grant that is used */
    public record Came(
            End end,
            @Nullable String code,
            @Nullable String role,
            @Nullable String why) {}

    /** From allowed to refused. */
    public enum End {
        ALLOWED,
        MODEL,
        REQUESTER,
        OTHER_PERSON,
        ESCALATED,
        REFUSED,
        CANNOT_TELL
    }

    public Report run(Grants draft, int days) {
        long giveUp = System.nanoTime() + LONGEST.toNanos();
        Instant since = clock.instant().minus(Duration.ofDays(days));
        List<Entry> entries = new ArrayList<>();
        boolean truncated = collect(since, giveUp, entries);
        Tally tally = new Tally(settings.now().timeZone());
        List<Judged> judged = new ArrayList<>();
        for (Entry entry : entries.reversed()) {
            Judged each = judge(entry, draft, tally);
            judged.add(each);
            tally.add(each);
        }
        return new Report(truncated ? entries.getLast().requestedAt() : since, truncated, judged.reversed());
    }

    /** Newest first. @return whether there are more */
    private boolean collect(Instant since, long giveUp, List<Entry> entries) {
        String cursor = null;
        while (true) {
            Page<Entry> page = ledger.entries(
                    new Ledger.Query(null, null, null, null, null, null), new Page.Request(PAGE, cursor));
            for (Entry entry : page.items()) {
                if (entry.requestedAt().isBefore(since)) {
                    return false;
                }
                entries.add(entry);
            }
            cursor = page.nextCursor();
            if (cursor == null) {
                return false;
            }
            if (entries.size() >= AT_MOST || System.nanoTime() > giveUp) {
                return true;
            }
        }
    }

    private Judged judge(Entry entry, Grants draft, Tally tally) {
        Came was = Recorded.of(entry);
        Plan plan = plan(entry);
        Money money = plan == null ? null : plan.money();
        Caller caller = Approved.caller(entry);
        List<Grant> granted = draft.of(caller.roles(), entry.tool()).stream()
                .filter(grant -> caller.person() || grant.serviceAccounts())
                .toList();
        if (granted.isEmpty()) {
            Came refused = new Came(End.REFUSED, Json.wire(ErrorCode.NOT_PERMITTED), null, "no role has this tool");
            return new Judged(entry, money, was, refused, List.of());
        }
        Optional<CheckResult> before = Recorded.refusedBy(entry).filter(check -> !OF_GRANTS.contains(check.check()));
        Optional<Action> action = doubts.action(entry);
        if (before.isPresent() || action.filter(HandOver.class::isInstance).isPresent()) {
            return new Judged(entry, money, was, was, List.of());
        }
        if (plan == null || action.isEmpty()) {
            return new Judged(entry, money, was, unknown(), List.of("its plan was not kept"));
        }
        if (entry.plan() == null && granted.stream().map(Budget::of).anyMatch(Budget::ofCustomer)) {
            return new Judged(entry, money, was, unknown(), List.of("whose order it was is not kept"));
        }
        Case looked = new Case(
                caller,
                action.get(),
                Approved.request(entry),
                granted,
                null,
                plan,
                () -> tally.used(entry, plan),
                entry.id(),
                null);
        return new Judged(entry, money, was, came(entry, looked), notJudged(entry, granted));
    }

    private static Came unknown() {
        return new Came(End.CANNOT_TELL, null, null, null);
    }

    private static Came came(Entry entry, Case looked) {
        List<CheckResult> results = new ArrayList<>();
        return switch (Weighing.byGrants(looked, results)) {
            case Decision.Stop(Outcome outcome) -> {
                CheckResult last = results.getLast();
                yield new Came(End.REFUSED, last.code(), Recorded.role(outcome), last.detail());
            }
            case Decision.Known known -> unknown();
            case Decision.Wait wait -> Recorded.most(results, entry, wait.outcome());
            case Decision.Go(Plan plan, Outcome outcome, var now) -> Recorded.most(results, entry, outcome);
        };
    }

    /** What was refused for its grant kept how much it asked for. */
    private static @Nullable Plan plan(Entry entry) {
        Refusal refusal = entry.outcome().refusal();
        if (entry.plan() != null || refusal == null || refusal.data() == null) {
            return entry.plan();
        }
        var asked = refusal.data().path(Weighing.ASKED);
        if (!asked.isObject()) {
            return null;
        }
        Money money = Json.moneyOf(asked);
        Step step = new Step(1, "refused", Json.object(), Json.object(), money);
        return new Plan(entry.tool(), entry.tool(), money, Map.of(), List.of(step), List.of());
    }

    private static List<String> notJudged(Entry entry, List<Grant> granted) {
        List<String> not = new ArrayList<>();
        if (granted.stream().anyMatch(grant -> grant.maxPercentOfOrder() != null)) {
            not.add("max_percent_of_order: the order of that moment is not kept");
        }
        if (entry.plan() == null) {
            not.add("escalation rules: it was refused before them");
        }
        return not;
    }
}
