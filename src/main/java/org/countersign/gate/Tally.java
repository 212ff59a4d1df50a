package org.countersign.gate;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.countersign.shop.Money;
import org.jspecify.annotations.Nullable;

/** What a simulation has let through so far, for its budgets: a person a day, a customer in 30 days, from its first day on. */
final class Tally {

    private static final Duration MONTH = Duration.ofDays(30);

    private final ZoneId zone;
    private final Map<String, List<Use>> days = new HashMap<>();
    private final Map<String, List<Use>> customers = new HashMap<>();

    Tally(ZoneId zone) {
        this.zone = zone;
    }

    private record Use(Instant at, String tool, @Nullable Money money) {}

    /** What was sent, unless it would have been refused; and what was refused for its grant and would be no more. */
    void add(Simulation.Judged judged) {
        Entry entry = judged.entry();
        boolean wasSent = entry.sent() && entry.status() != Status.FAILED;
        boolean freed =
                judged.was().end() == Simulation.End.REFUSED && judged.would().end() == Simulation.End.ALLOWED;
        if (judged.would().end() == Simulation.End.REFUSED || !(wasSent || freed)) {
            return;
        }
        Use use = new Use(entry.requestedAt(), entry.tool(), judged.money());
        days.computeIfAbsent(day(entry), day -> new ArrayList<>()).add(use);
        Plan plan = entry.plan();
        if (plan != null && plan.customer() != null) {
            customers
                    .computeIfAbsent(plan.customer(), customer -> new ArrayList<>())
                    .add(use);
        }
    }

    Used used(Entry entry, Plan plan) {
        Currency currency = Budget.currency(plan.money());
        Instant since = entry.requestedAt().minus(MONTH);
        String customer = plan.customer();
        return new Used(
                sum(days.getOrDefault(day(entry), List.of()), Instant.MIN, entry.tool(), currency),
                sum(
                        customer == null ? List.of() : customers.getOrDefault(customer, List.of()),
                        since,
                        entry.tool(),
                        currency));
    }

    private String day(Entry entry) {
        return entry.who().issuer() + "\n" + entry.who().subject() + "\n"
                + entry.requestedAt().atZone(zone).toLocalDate();
    }

    private static Used.Sum sum(List<Use> uses, Instant since, String tool, Currency currency) {
        int ofTool = 0;
        int ofMoney = 0;
        long minor = 0;
        for (Use use : uses) {
            if (use.at().isAfter(since)) {
                Money money = use.money();
                ofTool += use.tool().equals(tool) ? 1 : 0;
                ofMoney += money == null ? 0 : 1;
                minor += money != null && money.currency().equals(currency) ? money.minor() : 0;
            }
        }
        return new Used.Sum(ofTool, ofMoney, new Money(minor, currency));
    }
}
