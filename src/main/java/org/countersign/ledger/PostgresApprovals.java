package org.countersign.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.countersign.caller.Caller;
import org.countersign.gate.Approval;
import org.countersign.gate.Approvals;
import org.countersign.gate.Claim;
import org.countersign.gate.Entry;
import org.countersign.gate.Event;
import org.countersign.gate.GateSettings;
import org.countersign.gate.Json;
import org.countersign.gate.Outcome;
import org.countersign.gate.Status;
import org.countersign.shop.Money;

/**
 * Approvals in PostgreSQL. Every change begins with the row of the approval, so that nobody waits in a ring, and is
 * conditional on its state: the first one is final.
 */
@ApplicationScoped
class PostgresApprovals implements Approvals {

    private static final String WAITING = "('NEEDS_CONFIRMATION', 'AWAITING_APPROVAL')";

    private final Database database;
    private final Claims claims;
    private final Trail trail;
    private final String shop;

    PostgresApprovals(Database database, Claims claims, Trail trail, GateSettings settings) {
        this.database = database;
        this.claims = claims;
        this.trail = trail;
        this.shop = settings.shop();
    }

    @Override
    public Instant now() {
        return database.once(connection -> Database.first(
                        connection,
                        "select now()",
                        row -> row.getTimestamp(1).toInstant().truncatedTo(ChronoUnit.MILLIS))
                .orElseThrow());
    }

    @Override
    public Optional<Entry> about(String approvalId) {
        return database
                .once(connection -> Entries.where(connection, "p.id = ? and a.shop = ?", approvalId, shop))
                .stream()
                .findFirst();
    }

    @Override
    public List<Entry> pending(int limit) {
        return database.once(connection -> Entries.where(
                connection,
                "p.shop = ? and p.state = 'PENDING' and p.expires_at > now() and p.kind <> 'model'"
                        + " and a.status = 'AWAITING_APPROVAL' order by p.expires_at limit ?",
                shop,
                limit));
    }

    @Override
    public boolean decide(Entry seen, Approval.Decided word, boolean allow, Event event) {
        Money offer = word.offer();
        return changing(seen, word.issuer(), word.subject(), event, connection -> {
            int decided = Database.update(
                    connection,
                    """
                    update approval
                       set state = ?, decided_at = now(), decided_issuer = ?, decided_subject = ?, decided_role = ?,
                           reason = ?, offer_minor = ?
                     where action_id = ? and state = 'PENDING' and expires_at > now()
                    """,
                    allow ? "ALLOWED" : "DENIED",
                    word.issuer(),
                    word.subject(),
                    word.role(),
                    word.reason(),
                    offer == null ? null : offer.minor(),
                    seen.id());
            return decided == 1 && (allow ? waits(connection, seen) : ended(connection, seen, Status.DENIED));
        });
    }

    @Override
    public boolean say(Entry seen, Caller by, Approval.Word word, Event event) {
        return changing(
                seen,
                by.issuer(),
                by.subject(),
                event,
                connection -> Database.update(
                                connection,
                                """
                        with p as (
                          select id from approval
                           where action_id = ? and state = 'PENDING' and expires_at > now() for update)
                        insert into approval_word (approval_id, kind, issuer, subject, role, text)
                        select p.id, ?, ?, ?, ?, ? from p
                        """,
                                seen.id(),
                                Json.wire(word.kind()),
                                by.issuer(),
                                by.subject(),
                                word.by(),
                                word.text())
                        == 1);
    }

    @Override
    public boolean turn(Entry escalated, Approval approval, Caller by, Event event) {
        return changing(
                escalated,
                by.issuer(),
                by.subject(),
                event,
                connection -> Database.update(connection, """
                                update action set status = 'AWAITING_APPROVAL', touched_at = now()
                                 where id = ? and status = 'ESCALATED'
                                """, escalated.id()) == 1
                        && Database.update(
                                        connection, ApprovalRows.INSERT, ApprovalRows.row(escalated.shop(), approval))
                                == 1
                        && closed(connection, escalated, by, "turned_into_approval") >= 0);
    }

    @Override
    public boolean resolve(Entry escalated, Approval word, Status after, Outcome outcome, Caller by, Event event) {
        return changing(
                escalated,
                by.issuer(),
                by.subject(),
                event,
                connection -> Database.update(
                                        connection,
                                        """
                                        update action set status = ?, outcome = ?::jsonb, touched_at = now(), settled_at = now()
                                         where id = ? and status = 'ESCALATED'
                                        """,
                                        after.name(),
                                        Codec.outcome(outcome).toString(),
                                        escalated.id())
                                == 1
                        && Database.update(connection, ApprovalRows.INSERT, ApprovalRows.row(escalated.shop(), word))
                                == 1
                        && closed(connection, escalated, by, "resolved") >= 0);
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
                            + WAITING,
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
                        + " and a.status in " + WAITING + " order by p.expires_at limit ?",
                row -> row.getString(1),
                shop,
                limit));
    }

    @Override
    public boolean expire(Entry seen, Event event) {
        return changing(seen, seen.who().issuer(), seen.who().subject(), event, connection -> {
            int over = Database.update(connection, """
                    update approval set state = 'EXPIRED'
                     where action_id = ? and state in ('PENDING', 'ALLOWED') and expires_at <= now()
                    """, seen.id());
            return over == 1 && ended(connection, seen, Status.EXPIRED);
        });
    }

    private interface Change {
        boolean in(Connection connection) throws SQLException;
    }

    /** All of it with its event, or nothing. */
    private boolean changing(Entry seen, String issuer, String subject, Event event, Change change) {
        return trail.writing(
                seen.id(),
                () -> database.transaction(connection -> {
                    trail.ended(seen.id());
                    if (!change.in(connection)) {
                        connection.rollback();
                        return false;
                    }
                    Trail.store(
                            connection,
                            trail.next(connection, seen, issuer, subject, List.of(event))
                                    .json());
                    return true;
                }));
    }

    private static boolean waits(Connection connection, Entry seen) throws SQLException {
        return Database.first(
                        connection,
                        "select 1 from action where id = ? and status in " + WAITING + " for update",
                        row -> true,
                        seen.id())
                .isPresent();
    }

    private static boolean ended(Connection connection, Entry seen, Status after) throws SQLException {
        int written = Database.update(
                connection,
                "update action set status = ?, touched_at = now(), settled_at = now() where id = ? and status in "
                        + WAITING,
                after.name(),
                seen.id());
        if (written == 1 && !after.bindsKey()) {
            Database.update(
                    connection,
                    "update action_key set bound = false where key_hash = ? and action_id = ?",
                    seen.key().hash(),
                    seen.id());
        }
        return written == 1;
    }

    private static int closed(Connection connection, Entry escalated, Caller by, String reason) throws SQLException {
        return Database.update(
                connection,
                "update escalation set closed_at = now(), closed_by = ?, close_reason = ?"
                        + " where action_id = ? and closed_at is null",
                by.subject(),
                reason,
                escalated.id());
    }
}
