package org.countersign.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.countersign.caller.Caller;
import org.countersign.gate.Approval;
import org.countersign.gate.Approvals;
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

    private final Database database;
    private final Witnessed witnessed;
    private final String shop;

    PostgresApprovals(Database database, Witnessed witnessed, GateSettings settings) {
        this.database = database;
        this.witnessed = witnessed;
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
        return witnessed.change(seen, word.issuer(), word.subject(), event, connection -> {
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
            return decided == 1
                    && (allow ? waits(connection, seen) : ApprovalRows.ended(connection, seen, Status.DENIED));
        });
    }

    @Override
    public boolean say(Entry seen, Caller by, Approval.Word word, Event event) {
        return witnessed.change(
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
        return witnessed.change(
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
        return witnessed.change(
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

    private static boolean waits(Connection connection, Entry seen) throws SQLException {
        return Database.first(
                        connection,
                        "select 1 from action where id = ? and status in " + ApprovalRows.WAITING + " for update",
                        row -> true,
                        seen.id())
                .isPresent();
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
