package org.countersign.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.countersign.gate.Claim;
import org.countersign.gate.Entry;
import org.countersign.gate.Event;
import org.countersign.gate.GateSettings;
import org.countersign.gate.Status;
import org.countersign.gate.Waiting;

/** What waits, in PostgreSQL. Every change begins with the row of the approval, so that nobody waits in a ring. */
@ApplicationScoped
class PostgresWaiting implements Waiting {

    private final Database database;
    private final Claims claims;
    private final Trail trail;
    private final Witnessed witnessed;
    private final String shop;

    PostgresWaiting(Database database, Claims claims, Trail trail, Witnessed witnessed, GateSettings settings) {
        this.database = database;
        this.claims = claims;
        this.trail = trail;
        this.witnessed = witnessed;
        this.shop = settings.shop();
    }

    @Override
    public Claim start(Entry approved, Duration lease) {
        return database.transaction(connection -> {
            boolean usable =
                    Database.first(connection, """
                            select 1 from approval
                             where action_id = ? and state = 'ALLOWED' and expires_at > now() for update
                            """, row -> true, approved.id()).isPresent();
            if (!usable) {
                return new Claim.Lost();
            }
            Claim claim = claims.take(connection, approved, lease);
            if (!(claim instanceof Claim.Mine(long epoch, long settled))) {
                return claim;
            }
            int started = Database.update(
                    connection,
                    "update action set status = 'RUNNING', epoch = ?, touched_at = now() where id = ? and status in "
                            + ApprovalRows.WAITING,
                    epoch,
                    approved.id());
            if (started == 0) {
                connection.rollback();
                return new Claim.Lost();
            }
            trail.ended(approved.id());
            return claim;
        });
    }

    @Override
    public List<String> toStart(int limit) {
        return ids("""
                p.state = 'ALLOWED' and p.expires_at > now() and p.decided_at < now() - interval '3 seconds'
                and (a.touched_at <= p.decided_at
                     or a.touched_at < now() - least(interval '5 minutes',
                                                     greatest(interval '5 seconds', a.touched_at - p.decided_at)))
                """, limit);
    }

    @Override
    public List<String> over(int limit) {
        return ids("p.state in ('PENDING', 'ALLOWED') and p.expires_at <= now()", limit);
    }

    private List<String> ids(String condition, int limit) {
        return database.once(connection -> Database.rows(
                connection,
                "select a.id from approval p join action a on a.id = p.action_id where p.shop = ? and " + condition
                        + " and a.status in " + ApprovalRows.WAITING + " order by p.expires_at limit ?",
                row -> row.getString(1),
                shop,
                limit));
    }

    @Override
    public boolean expire(Entry seen, Event event) {
        return witnessed.change(seen, seen.who().issuer(), seen.who().subject(), event, connection -> {
            int over = Database.update(connection, """
                    update approval set state = 'EXPIRED'
                     where action_id = ? and state in ('PENDING', 'ALLOWED') and expires_at <= now()
                    """, seen.id());
            return over == 1 && ApprovalRows.ended(connection, seen, Status.EXPIRED);
        });
    }
}
