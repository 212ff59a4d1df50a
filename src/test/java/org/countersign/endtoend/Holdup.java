package org.countersign.endtoend;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Holds the shop's refunds, or its cancellations, up where a test wants them: before they change anything, in the middle, or in their commit. */
final class Holdup implements AutoCloseable {

    private static final long LOCK = 4711;

    private final Connection holding;
    private final Sql sql;
    private final String table;

    private Holdup(Sql sql, String url, String table, String before) {
        this.sql = sql;
        this.table = table;
        try {
            holding = DriverManager.getConnection(url, "countersign", "any");
            try (Statement statement = holding.createStatement()) {
                statement.execute(before);
                statement.execute("select pg_advisory_lock(" + LOCK + ")");
            }
        } catch (SQLException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** When the refund is written and not yet committed. */
    static Holdup inTheMiddle(Sql sql, String url) {
        return inTheMiddle(sql, url, "shop.refunds");
    }

    static Holdup inTheMiddle(Sql sql, String url, String table) {
        return new Holdup(sql, url, table, trigger(table, "create trigger hold_up after insert on " + table));
    }

    /** When COMMIT was sent: it will happen, whether somebody hears of it or not. */
    static Holdup inTheCommit(Sql sql, String url) {
        return inTheCommit(sql, url, "shop.refunds");
    }

    static Holdup inTheCommit(Sql sql, String url, String table) {
        return new Holdup(
                sql,
                url,
                table,
                trigger(
                        table,
                        "create constraint trigger hold_up after insert on " + table
                                + " deferrable initially deferred"));
    }

    private static String trigger(String table, String head) {
        return "drop trigger if exists hold_up on " + table + ";"
                + " create or replace function shop.hold_up() returns trigger language plpgsql as"
                + " 'begin perform pg_advisory_xact_lock(" + LOCK + "); return null; end'; "
                + head + " for each row execute function shop.hold_up()";
    }

    /** Comes back when a refund stands there. */
    void awaitRefund() {
        long begun = System.nanoTime();
        while (sql.number("select count(*) from pg_locks where locktype = 'advisory' and not granted"
                        + " and database = (select oid from pg_database where datname = current_database())")
                == 0) {
            if (System.nanoTime() - begun > 30_000_000_000L) {
                throw new AssertionError("no refund came");
            }
            Thread.onSpinWait();
        }
    }

    void letGo() {
        try (Statement statement = holding.createStatement()) {
            statement.execute("select pg_advisory_unlock_all()");
        } catch (SQLException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** Refunds pass again; whatever was held up has ended. */
    @Override
    public void close() {
        letGo();
        try {
            holding.close();
        } catch (SQLException alreadyGone) {
            // nothing to do
        }
        sql.execute("drop trigger hold_up on " + table);
    }
}
