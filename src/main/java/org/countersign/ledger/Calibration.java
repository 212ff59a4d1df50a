package org.countersign.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.countersign.gate.ActionIds;
import org.countersign.gate.GateSettings;
import org.countersign.gate.LedgerUnavailable;
import org.countersign.gate.Status;
import org.jspecify.annotations.Nullable;

/**
 * What models claimed to be sure of, against what became of it. It counts writes only: whoever hands a case over claims
 * nothing. Throws {@link LedgerUnavailable} when it cannot be read.
 */
@ApplicationScoped
public class Calibration {

    /** The newest ones; more would be slow to read. */
    public static final int MOST = 50_000;

    private static final String COUNTED = """
            select tool, client_id, claim, status, decision, count(*)
              from (select a.tool, a.client_id, a.status,
                           case when w.confidence !~ '^[0-9]+([.][0-9]+)?$' then 'NONE'
                                when w.confidence::numeric >= 0.9 then 'HIGH'
                                when w.confidence::numeric >= 0.7 then 'MEDIUM'
                                when w.confidence is not null then 'LOW' else 'NONE' end as claim,
                           case when p.decided_at is null and p.id is null and a.status <> 'ESCALATED' then 'NOT_ASKED'
                                when p.decided_at is null then 'NOT_DECIDED'
                                when p.state = 'DENIED' then 'DENIED' else 'ALLOWED' end as decision
                      from action a join action_words w on w.action_id = a.id
                      left join approval p on p.action_id = a.id and p.kind <> 'model'
                     where a.shop = ? and a.id >= ? and a.requested_at >= ? and a.tool <> 'escalate_to_human'
                     order by a.id desc limit ?) newest
             group by 1, 2, 3, 4, 5""";

    private final Database database;
    private final String shop;
    private final Clock clock;

    Calibration(Database database, GateSettings settings, Clock clock) {
        this.database = database;
        this.shop = settings.shop();
        this.clock = clock;
    }

    /** What the call said of itself: {@code confidence} from 0.9, from 0.7, below, or nothing. */
    public enum Claim {
        HIGH,
        MEDIUM,
        LOW,
        NONE
    }

    /** What a person said, where one was asked. */
    public enum Decision {
        NOT_ASKED,
        NOT_DECIDED,
        ALLOWED,
        DENIED
    }

    /** So many actions of one kind. */
    public record Counted(
            String tool, @Nullable String clientId, Claim claim, Status status, Decision decision, long number) {}

    /** @param truncated there are more than are counted: the newest ones are */
    public record Counts(Instant since, boolean truncated, List<Counted> rows) {

        public Counts {
            rows = List.copyOf(rows);
        }
    }

    public Counts of(int days) {
        Instant since = clock.instant().minus(Duration.ofDays(days));
        List<Counted> rows = database.once(connection -> rows(connection, since));
        long counted = rows.stream().mapToLong(Counted::number).sum();
        return new Counts(since, counted >= MOST, rows);
    }

    private List<Counted> rows(Connection connection, Instant since) throws SQLException {
        return Database.rows(
                connection,
                COUNTED,
                row -> new Counted(
                        row.getString(1),
                        row.getString(2),
                        Claim.valueOf(row.getString(3)),
                        Status.valueOf(row.getString(4)),
                        Decision.valueOf(row.getString(5)),
                        row.getLong(6)),
                shop,
                ActionIds.madeFrom(since.minus(Duration.ofMinutes(1))),
                Timestamp.from(since),
                MOST);
    }
}
