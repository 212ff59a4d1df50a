package org.countersign.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.countersign.gate.ActionIds;
import org.countersign.gate.DueTimes;
import org.countersign.gate.Figures;
import org.countersign.gate.GateSettings;
import org.countersign.gate.ShopSettings;
import org.countersign.gate.Status;
import org.countersign.shop.Money;
import org.jspecify.annotations.Nullable;

/**
 * The figures from PostgreSQL, read at most every two seconds on each replica. Counts go through the ids, which have the
 * time in them: what was asked for before is not looked at, however long the ledger is.
 */
@ApplicationScoped
class PostgresFigures implements Figures {

    private static final int DAYS = 14;

    /** By how much the clocks of replicas and database may differ. */
    private static final Duration SKEW = Duration.ofHours(1);

    private static final String DATE = "select (now() at time zone ?)::date";

    private static final String ASKED = """
            select (a.requested_at at time zone z.zone)::date, extract(hour from a.requested_at at time zone z.zone)::int,
                   a.status, count(*)
              from (values (?)) as z (zone), action a
             where a.shop = ? and a.id >= ?
               and a.requested_at >= (date_trunc('day', now() at time zone z.zone) - make_interval(days => ?)) at time zone z.zone
             group by 1, 2, 3 order by 1, 2, 3""";

    /** What is in budget_use was sent and not found to have come to nothing; offset 0 keeps the planner from reading all steps. */
    private static final String MOVED = """
            select case when s.kind = 'refund' then 'REFUNDED' when s.kind in ('charge', 'lines', 'exchange_receipt') then 'CHARGED'
                        when s.kind = 'store_credit' then 'STORE_CREDIT' when s.kind = 'shipping_label' then 'LABELS'
                        else 'OTHER' end as moved,
                   s.money_currency, sum(s.money_minor)::bigint, count(distinct s.action_id)
              from budget_use b
                   cross join lateral (select * from step where action_id = b.action_id offset 0) s
             where b.shop = ? and b.at >= date_trunc('day', now(), ?) and s.money_minor is not null
               and s.state not in ('PLANNED', 'NOT_DONE')
             group by 1, 2 order by 1, 2""";

    private static final String WAITING = """
            select p.*, d.*, e.* from
              (select count(*), min(p.expires_at) from approval p join action a on a.id = p.action_id
                where p.shop = ? and p.state = 'PENDING' and p.kind <> 'model' and p.expires_at > now()
                  and a.status = 'AWAITING_APPROVAL') p,
              (select count(*), min(requested_at) from action where status = 'OUTCOME_UNKNOWN' and shop = ?) d,
              (select count(*), min(e.opened_at), count(*) filter (where %s)
                 from escalation e left join action a on a.id = e.action_id where e.shop = ? and e.closed_at is null) e""";

    private final Database database;
    private final ShopSettings.Source settings;
    private final Clock clock;
    private final String shop;
    private final String waiting;
    private final Kept<Day> today = new Kept<>(Duration.ofSeconds(2), this::readToday);
    private final Kept<List<Asked>> lately = new Kept<>(Duration.ofMinutes(1), () -> asked(DAYS - 1));
    private final Kept<Waiting> people = new Kept<>(Duration.ofMillis(900), this::readWaiting);

    PostgresFigures(Database database, GateSettings gate, ShopSettings.Source settings, DueTimes times, Clock clock) {
        this.database = database;
        this.settings = settings;
        this.clock = clock;
        this.shop = gate.shop();
        this.waiting = WAITING.formatted(new DueOrder(times).overdue());
    }

    @Override
    public Day today() {
        return today.now();
    }

    @Override
    public List<Asked> lately() {
        return lately.now();
    }

    @Override
    public Waiting waiting() {
        return people.now();
    }

    private Day readToday() {
        ZoneId zone = settings.now().timeZone();
        return database.once(connection -> new Day(
                Database.first(connection, DATE, row -> row.getObject(1, LocalDate.class), zone.getId())
                        .orElseThrow(),
                zone.getId(),
                asked(connection, zone, 0),
                Database.rows(connection, MOVED, PostgresFigures::moved, shop, zone.getId())));
    }

    private List<Asked> asked(int daysBefore) {
        ZoneId zone = settings.now().timeZone();
        return database.once(connection -> asked(connection, zone, daysBefore));
    }

    private List<Asked> asked(Connection connection, ZoneId zone, int daysBefore) throws SQLException {
        Instant first = clock.instant()
                .atZone(zone)
                .toLocalDate()
                .minusDays(daysBefore)
                .atStartOfDay(zone)
                .toInstant();
        return List.copyOf(Database.rows(
                connection,
                ASKED,
                row -> new Asked(
                        row.getObject(1, LocalDate.class),
                        row.getInt(2),
                        Status.valueOf(row.getString(3)),
                        row.getLong(4)),
                zone.getId(),
                shop,
                ActionIds.madeFrom(first.minus(SKEW)),
                daysBefore));
    }

    private static Moved moved(ResultSet row) throws SQLException {
        return new Moved(
                Kind.valueOf(row.getString(1)),
                new Money(row.getLong(3), Money.currency(row.getString(2))),
                row.getLong(4));
    }

    private Waiting readWaiting() {
        return database.once(connection -> Database.first(
                        connection,
                        waiting,
                        row -> new Waiting(
                                row.getLong(1),
                                instant(row, 2),
                                row.getLong(3),
                                instant(row, 4),
                                row.getLong(5),
                                instant(row, 6),
                                row.getLong(7)),
                        shop,
                        shop,
                        shop)
                .orElseThrow());
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
