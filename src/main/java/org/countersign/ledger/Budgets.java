package org.countersign.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.countersign.gate.Budget;
import org.countersign.gate.Entry;
import org.countersign.gate.GateSettings;
import org.countersign.gate.Outcome;
import org.countersign.gate.Plan;
import org.countersign.gate.Refusal;
import org.countersign.gate.ShopSettings;
import org.countersign.gate.Status;
import org.countersign.gate.Step;
import org.countersign.gate.StepState;
import org.countersign.gate.Used;
import org.countersign.shop.Money;
import org.jspecify.annotations.Nullable;

/**
 * What was used of every budget, by the database's clock in the shop's time zone. Whoever has a limit waits for the sends of
 * the same person and for the same customer that have one, too, before the sum is taken: so parallel sends cannot pass a cap.
 */
@ApplicationScoped
class Budgets {

    /** Who has no limit counts nothing, and may be counted before or after: no lock. */
    private static final String LOCK = """
            select pg_advisory_xact_lock(hashtextextended('countersign budget of ' || ?, 1)),
                   pg_advisory_xact_lock(hashtextextended('countersign budget for ' || ?, 2))
            """;

    private static final String SUMS = """
            select count(*) filter (where tool = ?), count(minor), coalesce(sum(minor) filter (where currency = ?), 0)
              from budget_use where shop = ? and action_id <> ? and
            """;

    private static final String PERSON = " issuer = ? and subject = ? and at >= date_trunc('day', now(), ?)";
    private static final String CUSTOMER = " customer_id = ? and at > now() - interval '30 days'";
    private static final String BOTH =
            "select day.*, month.* from (" + SUMS + PERSON + ") as day, (" + SUMS + CUSTOMER + ") as month";

    private final String shop;
    private final ShopSettings.Source settings;

    Budgets(GateSettings gate, ShopSettings.Source settings) {
        this.shop = gate.shop();
        this.settings = settings;
    }

    /** Whose midnight ends the day; absent where nothing is limited. Never asked within a transaction: it may need its own. */
    @Nullable
    ZoneId day(Entry entry) {
        return budget(entry).isNone() ? null : settings.now().timeZone();
    }

    /** Before anything else in the transaction, so that what is read later is what the others have committed. */
    void await(Connection connection, Entry entry) throws SQLException {
        Plan plan = entry.plan();
        if (plan != null) {
            String person =
                    shop + "\n" + entry.who().issuer() + "\n" + entry.who().subject();
            Database.first(
                    connection,
                    LOCK,
                    row -> true,
                    person,
                    plan.customer() == null ? person : shop + "\n" + plan.customer());
        }
    }

    /** Why this action may not be sent; else nothing can pass its caps until the transaction is over. */
    Optional<Refusal> exceeded(Connection connection, Entry entry, ZoneId day) throws SQLException {
        Outcome.DecidedBy decidedBy = entry.outcome().decidedBy();
        Plan plan = entry.plan();
        Budget budget = budget(entry);
        if (decidedBy == null || plan == null) {
            return Optional.empty();
        }
        Used used = used(
                connection,
                new Used.Of(
                        entry.who().issuer(),
                        entry.who().subject(),
                        entry.tool(),
                        budget.ofCustomer() ? plan.customer() : null,
                        Budget.currency(plan.money()),
                        entry.id()),
                day);
        return budget.exceeded(decidedBy.role(), plan.money(), plan.customer(), used);
    }

    private static Budget budget(Entry entry) {
        Outcome.DecidedBy decidedBy = entry.outcome().decidedBy();
        return decidedBy == null ? Budget.NONE : decidedBy.budget();
    }

    ZoneId day() {
        return settings.now().timeZone();
    }

    Used used(Connection connection, Used.Of whose, ZoneId zone) throws SQLException {
        List<@Nullable Object> values = new ArrayList<>(counted(whose));
        values.addAll(List.of(whose.issuer(), whose.subject(), zone.getId()));
        String customer = whose.customer();
        if (customer == null) {
            return Database.first(
                            connection,
                            SUMS + PERSON,
                            row -> new Used(
                                    sum(row, 0, whose.currency()), new Used.Sum(0, 0, Money.zero(whose.currency()))),
                            values.toArray())
                    .orElseThrow();
        }
        values.addAll(counted(whose));
        values.add(customer);
        return Database.first(
                        connection,
                        BOTH,
                        row -> new Used(sum(row, 0, whose.currency()), sum(row, 3, whose.currency())),
                        values.toArray())
                .orElseThrow();
    }

    private List<String> counted(Used.Of whose) {
        String self = whose.self();
        return List.of(whose.tool(), whose.currency().getCurrencyCode(), shop, self == null ? "" : self);
    }

    private static Used.Sum sum(ResultSet row, int after, Currency currency) throws SQLException {
        return new Used.Sum(row.getInt(after + 1), row.getInt(after + 2), new Money(row.getLong(after + 3), currency));
    }

    /** As a person or a late look has found it to be: what moved, or may have moved, counts; nothing else does. */
    static void recount(Connection connection, Entry found) throws SQLException {
        if (found.status() == Status.FAILED) {
            Database.update(connection, "delete from budget_use where action_id = ?", found.id());
            return;
        }
        Plan plan = found.plan();
        Long moved = found.steps().stream()
                .filter(state -> state.state() != StepState.State.PLANNED && state.state() != StepState.State.NOT_DONE)
                .map(StepState::step)
                .map(Step::money)
                .filter(Objects::nonNull)
                .map(Money::minor)
                .reduce(Long::sum)
                .orElse(null);
        Money money = plan == null ? null : plan.money();
        Database.update(connection, """
                insert into budget_use (action_id, shop, issuer, subject, tool, customer_id, currency, minor, at)
                select id, shop, issuer, subject, tool, customer_id, ?, ?, requested_at from action where id = ?
                on conflict (action_id) do update set minor = excluded.minor
                """, money == null ? null : money.currency().getCurrencyCode(), moved, found.id());
    }
}
