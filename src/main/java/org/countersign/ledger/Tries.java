package org.countersign.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import org.countersign.gate.ObjectRef;
import org.jspecify.annotations.Nullable;

/** Counts what is tried, for all replicas together. */
final class Tries {

    private static final String WRITES = """
             and requested_at > now() - interval '7 days'
             and status not in ('PLANNED', 'REFUSED', 'FAILED', 'VOID', 'WITHDRAWN', 'EXPIRED') limit ?) w
            """;

    static int writes(Connection connection, String shop, @Nullable String caseId, ObjectRef target, int atMost)
            throws SQLException {
        return caseId != null
                ? count(
                        connection,
                        "select count(*) from (select from action where shop = ? and case_id = ?" + WRITES,
                        shop,
                        caseId,
                        atMost)
                : count(
                        connection,
                        "select count(*) from (select from action where shop = ? and target_type = ? and target_id = ?"
                                + WRITES,
                        shop,
                        target.type(),
                        target.id(),
                        atMost);
    }

    static int done(Connection connection, String shop, String tool, ObjectRef target, int atMost) throws SQLException {
        return count(
                connection,
                "select count(*) from (select from action where shop = ? and target_type = ? and target_id = ? and tool = ?"
                        + " and status in ('DONE', 'MISMATCH') and coalesce((outcome ->> 'changed')::boolean, false) limit ?) d",
                shop,
                target.type(),
                target.id(),
                tool,
                atMost);
    }

    /** An hour after the first one it begins anew; a few of those that nobody repeated are cleared away each time. */
    static int failedAgain(Connection connection, byte[] call) throws SQLException {
        return count(connection, """
                with old as (
                  delete from failing_call where hash in (
                    select hash from failing_call where since < now() - interval '1 hour' and hash <> ?
                     order by since limit 10 for update skip locked))
                insert into failing_call as f (hash, times) values (?, 1)
                on conflict (hash) do update
                   set times = case when f.since < now() - interval '1 hour' then 1 else f.times + 1 end,
                       since = case when f.since < now() - interval '1 hour' then now() else f.since end
                returning times
                """, (Object) call, call);
    }

    private static int count(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        return Database.first(connection, sql, row -> row.getInt(1), values).orElseThrow();
    }

    private Tries() {}
}
