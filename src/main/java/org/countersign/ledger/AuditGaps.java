package org.countersign.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import org.countersign.ledger.audit.Finding.What;
import org.countersign.ledger.audit.Report;

/** What is missing altogether, and what no seal covers yet. The database compares; nothing is held here. */
final class AuditGaps {

    private static final int SHOWN = 1_000;

    private final Connection connection;
    private final String shop;
    private final Report report;

    AuditGaps(Connection connection, String shop, Report report) {
        this.connection = connection;
        this.shop = shop;
        this.report = report;
    }

    void check() throws SQLException {
        events(What.NOT_SEALED, "no seal covers it and it does not wait for one", """
                select id from event where shop = ?
                except select unnest(event_ids) from seal where shop = ?
                except select event_id from unsealed where shop = ?
                """, shop, shop, shop);
        events(What.NOT_SEALED, "it is sealed twice, or waits to be", """
                select id from (select unnest(event_ids) as id from seal where shop = ?
                                union all select event_id from unsealed where shop = ?) covered
                 group by id having count(*) > 1
                """, shop, shop);
        events(What.REMOVED, "it was waiting to be sealed and is gone", """
                select event_id from unsealed u
                 where shop = ? and not exists (select from event e where e.id = u.event_id)
                """, shop);
        actions(What.REMOVED, "all events of this action are gone", """
                select id from action a where shop = ? and not exists (select from event e where e.action_id = a.id)
                """);
        actions(What.CUT, "it is settled, and the events of that are gone", """
                select id from action a where shop = ? and settled_at is not null
                   and exists (select from event e where e.action_id = a.id and e.seq = 1)
                   and not exists (select from event e where e.action_id = a.id and e.seq > 1)
                """);
        actions(What.REMOVED, "its approval was used, and no event says who gave it", """
                select p.action_id from approval p where shop = ? and state = 'USED'
                   and not exists (select from event e where e.action_id = p.action_id
                                      and e.kind in ('approval_allowed', 'confirmed', 'resolved'))
                """);
        actions(What.REMOVED, "this action has events and no row of its own any more", """
                select action_id from event e where shop = ? and seq = 2
                   and not exists (select from action a where a.id = e.action_id)
                """);
        Database.rows(
                connection,
                "select count(*), min(e.at) from unsealed u join event e on e.id = u.event_id where u.shop = ?",
                row -> {
                    Timestamp oldest = row.getTimestamp(2);
                    report.unsealed(row.getLong(1), oldest == null ? null : oldest.toInstant());
                    return true;
                },
                shop);
    }

    private void events(What what, String detail, String sql, Object... values) throws SQLException {
        for (Long id : Database.rows(
                connection,
                "select * from (" + sql + ") found order by 1 limit " + SHOWN,
                row -> row.getLong(1),
                values)) {
            report.find(what, id, null, null, detail);
        }
    }

    private void actions(What what, String detail, String sql) throws SQLException {
        for (String id : Database.rows(
                connection,
                "select * from (" + sql + ") found order by 1 limit " + SHOWN,
                row -> row.getString(1),
                shop)) {
            report.find(what, null, id, null, detail);
        }
    }
}
