package org.countersign.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.countersign.gate.Approval;
import org.countersign.gate.Blocks;
import org.countersign.gate.CheckResult;
import org.countersign.gate.Entry;
import org.countersign.gate.ErrorCode;
import org.countersign.gate.Event;
import org.countersign.gate.GateSettings;
import org.countersign.gate.Outcome;
import org.countersign.gate.Plan;
import org.countersign.gate.Reconciliation;
import org.countersign.gate.Refusal;
import org.countersign.gate.SendMark;
import org.countersign.gate.Status;
import org.countersign.gate.Switches;
import org.countersign.shop.Money;
import org.jspecify.annotations.Nullable;

/** The two transactions around a call to a shop: the mark before it, and what it came to. Both depend on the epoch. */
@ApplicationScoped
class Settlements {

    private static final String STEPS = """
            from jsonb_to_recordset(?::jsonb) as s (n int, kind text, request jsonb, effect jsonb, money_minor bigint,
                 money_currency text, state text, tries int, round int, observed jsonb, answer text)
            """;

    private final Database database;
    private final Trail trail;
    private final Claims claims;
    private final Budgets budgets;
    private final Sends sends;
    private final String shop;
    private final String account;

    Settlements(Database database, Trail trail, Claims claims, Budgets budgets, Sends sends, GateSettings settings) {
        this.database = database;
        this.trail = trail;
        this.claims = claims;
        this.budgets = budgets;
        this.sends = sends;
        this.shop = settings.shop();
        this.account = settings.account();
    }

    SendMark send(Entry entry, int n, Duration sendWithin, Duration judgeAfter, Duration lease, Event event) {
        @Nullable ZoneId day = first(entry, n) ? budgets.day(entry) : null;
        return database.transaction(connection -> {
            sends.begin(connection);
            if (day != null) {
                budgets.await(connection, entry);
            }
            Optional<Refusal> stopped = stopped(connection, entry);
            if (stopped.isEmpty() && day != null) {
                stopped = budgets.exceeded(connection, entry, day);
            }
            if (stopped.isEmpty() && first(entry, n)) {
                stopped = approval(connection, entry);
            }
            if (stopped.isPresent()) {
                return new SendMark.Stopped(stopped.get());
            }
            Trail.Rows events = trail.next(connection, entry, happened(entry, n, event));
            Plan plan = entry.plan();
            Money money = plan == null ? null : plan.money();
            int written = Database.update(
                    connection,
                    """
                    with l as (
                      update object_lease set held_until = now() + ? * interval '1 millisecond'
                       where shop = ? and object = ? and holder = ? and epoch = ? returning 1),
                    others as (
                      update object_lease set held_until = now() + ? * interval '1 millisecond'
                       where shop = ? and object <> ? and holder = ?),
                    a as (
                      update action set plan = ?::jsonb, outcome = ?::jsonb, money_minor = ?, money_currency = ?, touched_at = now()
                       where id = ? and epoch = ? and status in ('RUNNING', 'OUTCOME_UNKNOWN') and exists (select from l)
                       returning id),
                    u as (
                      insert into budget_use (action_id, shop, issuer, subject, tool, customer_id, currency, minor)
                      select a.id, ?, ?, ?, ?, ?, ?, ? from a on conflict (action_id) do nothing),
                    s as (
                      insert into step as old (action_id, n, kind, request, effect, money_minor, money_currency, state, tries,
                                        round, observed, answer, sent_at, first_sent_at, judge_at)
                      select a.id, s.n, s.kind, s.request, s.effect, s.money_minor, s.money_currency, s.state, s.tries,
                             s.round, s.observed, s.answer, m.at, m.at, m.at + ? * interval '1 millisecond'
                    """ + STEPS + """
                        left join (select ?::int, now()) as m (n, at) on m.n = s.n, a
                      on conflict (action_id, n) do update
                         set state = excluded.state, tries = excluded.tries, round = excluded.round,
                             observed = excluded.observed, answer = excluded.answer,
                             sent_at = coalesce(excluded.sent_at, old.sent_at),
                             first_sent_at = case when old.round < excluded.round then excluded.first_sent_at
                                                  else coalesce(old.first_sent_at, excluded.first_sent_at) end,
                             judge_at = coalesce(excluded.judge_at, old.judge_at)),
                    """ + Trail.insert("exists (select from a)"),
                    lease.toMillis(),
                    shop,
                    claims.object(entry.target()),
                    entry.id(),
                    entry.epoch(),
                    lease.toMillis(),
                    shop,
                    claims.object(entry.target()),
                    entry.id(),
                    plan == null ? null : Codec.plan(plan).toString(),
                    Codec.outcome(entry.outcome()).toString(),
                    money == null ? null : money.minor(),
                    money == null ? null : money.currency().getCurrencyCode(),
                    entry.id(),
                    entry.epoch(),
                    shop,
                    entry.who().issuer(),
                    entry.who().subject(),
                    entry.tool(),
                    plan == null ? null : plan.customer(),
                    money == null ? null : money.currency().getCurrencyCode(),
                    money == null ? null : money.minor(),
                    sendWithin.plus(judgeAfter).toMillis(),
                    Codec.steps(entry.steps()),
                    n,
                    events.json());
            if (written == 0) {
                trail.ended(entry.id());
                connection.rollback();
                return new SendMark.LeaseLost();
            }
            trail.reached(events);
            return new SendMark.Marked();
        });
    }

    /** Its yes is used here, once; without it what had to be asked is not sent. */
    private static Optional<Refusal> approval(Connection connection, Entry entry) throws SQLException {
        Approval approval = entry.approval();
        if (approval == null) {
            return Optional.empty();
        }
        int used = Database.update(connection, """
                update approval set state = 'USED', used_at = now()
                 where action_id = ? and digest = ? and state = 'ALLOWED' and expires_at > now()
                """, entry.id(), approval.digest());
        return used == 1 ? Optional.empty() : Optional.of(Approval.notUsable());
    }

    private static boolean first(Entry entry, int n) {
        return n == 1 && entry.steps().getFirst().tries() == 1;
    }

    /** The decision to go is stored with the first mark: one event a check, then the mark. */
    private static List<Event> happened(Entry entry, int n, Event event) {
        if (!first(entry, n)) {
            return List.of(event);
        }
        List<Event> events = new ArrayList<>(CheckResult.events(entry.outcome().checks(), event.at()));
        events.add(event);
        return events;
    }

    private record Blocked(String reason, @Nullable Instant until) {

        static @Nullable Blocked of(@Nullable String reason, @Nullable Timestamp until) {
            return reason == null ? null : new Blocked(reason, until == null ? null : until.toInstant());
        }
    }

    /** Switches, blocks and the grant, as they are now. */
    private Optional<Refusal> stopped(Connection connection, Entry entry) throws SQLException {
        record Now(
                @Nullable String offBecause,
                @Nullable Long grantVersion,
                @Nullable Blocked blocked,
                boolean home) {}
        Outcome.DecidedBy decidedBy = entry.outcome().decidedBy();
        Now now = Database.first(
                        connection,
                        """
                        select (select reason from switch where shop = ? and not enabled
                                   and scope in ('all', 'tool:' || ?, 'backend:' || ?) order by scope limit 1),
                               (select version from role_grant where shop = ? and role = ? and tool = ? and enabled),
                               b.reason, b.until,
                        """ + Home.SAME + """
                          from (select 1) one left join lateral (
                                 select reason, until from block
                                  where shop = ? and (until is null or until > now())
                                    and ((kind = 'subject' and issuer = ? and name = ?)
                                      or (kind = 'client' and issuer = '' and name = ?)) limit 1) b on true
                        """,
                        row -> new Now(
                                row.getString(1),
                                row.getObject(2) == null ? null : row.getLong(2),
                                Blocked.of(row.getString(3), row.getTimestamp(4)),
                                row.getBoolean(5)),
                        shop,
                        entry.tool(),
                        account,
                        shop,
                        decidedBy == null ? "" : decidedBy.role(),
                        entry.tool(),
                        shop,
                        shop,
                        entry.who().issuer(),
                        entry.who().subject(),
                        entry.who().clientId())
                .orElseThrow();
        if (!now.home()) {
            return Optional.of(Reconciliation.moved());
        }
        if (now.offBecause() != null) {
            return Optional.of(Switches.disabled(now.offBecause()));
        }
        if (now.blocked() != null) {
            return Optional.of(
                    Blocks.blocked(now.blocked().reason(), now.blocked().until()));
        }
        if (decidedBy != null && !Long.valueOf(decidedBy.grantVersion()).equals(now.grantVersion())) {
            return Optional.of(Refusal.of(
                            ErrorCode.BUSY,
                            "What your role may do was changed while this was being decided; nothing was sent.",
                            "Repeat the same call unchanged: it is decided anew.")
                    .after(Duration.ofSeconds(1)));
        }
        return Optional.empty();
    }

    boolean settle(Entry entry, List<Event> happened, boolean watch) {
        return database.transaction(connection -> {
            Trail.Rows events = trail.next(connection, entry, Settled.told(entry, happened));
            // a change counts once, when the action is settled, however often a doubt about the rest is looked at
            boolean changed = entry.outcome().changed() && entry.status() != Status.OUTCOME_UNKNOWN;
            String unresolved = entry.status().leavesObjectUnresolved() ? entry.id() : null;
            Plan plan = entry.plan();
            Money money = plan == null ? null : plan.money();
            int written = Database.update(
                    connection,
                    """
                    with l as (
                      update object_lease
                         set holder = null, held_until = null, unresolved = ?, settled = settled + ?
                       where shop = ? and holder = ?
                         and exists (select from object_lease t
                                      where t.shop = ? and t.object = ? and t.holder = ? and t.epoch = ?)
                      returning 1),
                    a as (
                      update action
                         set status = ?, plan = ?::jsonb, outcome = ?::jsonb, money_minor = ?, money_currency = ?,
                             touched_at = now(), settled_at = now(), watched_at = now(),
                             watch_until = case when ? then now() + interval '7 days' end
                       where id = ? and epoch = ? and exists (select from l) returning id, shop, status),
                    k as (
                      update action_key set bound = ? where key_hash = ? and action_id = (select id from a)),
                    u as (
                      delete from budget_use where ? and action_id = (select id from a)),
                    s as (
                      insert into step (action_id, n, kind, request, effect, money_minor, money_currency, state, tries,
                                        round, observed, answer)
                      select a.id, s.n, s.kind, s.request, s.effect, s.money_minor, s.money_currency, s.state, s.tries,
                             s.round, s.observed, s.answer
                    """ + STEPS + """
                        , a
                      on conflict (action_id, n) do update
                         set state = excluded.state, tries = excluded.tries, round = excluded.round,
                             observed = excluded.observed, answer = excluded.answer),
                    """ + Escalations.WITH_SETTLING + ", " + ApprovalRows.WITH_SETTLING + ", "
                            + Trail.insert("exists (select from a)"),
                    unresolved,
                    changed ? 1 : 0,
                    shop,
                    entry.id(),
                    shop,
                    claims.object(entry.target()),
                    entry.id(),
                    entry.epoch(),
                    entry.status().name(),
                    plan == null ? null : Codec.plan(plan).toString(),
                    Codec.outcome(entry.outcome()).toString(),
                    money == null ? null : money.minor(),
                    money == null ? null : money.currency().getCurrencyCode(),
                    watch,
                    entry.id(),
                    entry.epoch(),
                    entry.status().bindsKey(),
                    entry.key().hash(),
                    !entry.status().bindsKey(),
                    Codec.steps(entry.steps()),
                    ApprovalRows.opening(entry),
                    events.json());
            trail.ended(entry.id());
            if (written == 0) {
                // who takes it over in this very moment may have changed the leases under the statement: they keep them
                connection.rollback();
            }
            return written > 0;
        });
    }

    /** Steps as they are now known to be, outside a run. */
    static void correct(Connection connection, Entry found) throws SQLException {
        Database.update(connection, """
                update step set state = s.state, observed = s.observed, answer = s.answer
                  from jsonb_to_recordset(?::jsonb) as s (n int, state text, observed jsonb, answer text)
                 where step.action_id = ? and step.n = s.n
                """, Codec.steps(found.steps()), found.id());
    }
}
