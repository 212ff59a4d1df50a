package org.countersign.backend.builtin;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.countersign.gate.Reply;
import org.jspecify.annotations.Nullable;

/**
 * One change of an order in one transaction: both the effect and our key, or neither. Without a connection nothing was
 * sent, nor when it breaks while reading, before the first statement that changes anything: a lock that another one
 * holds too long, or a connection of the pool that did not outlive a restart. Whatever else breaks leaves the outcome
 * unknown.
 */
final class OrderTransaction {

    /**
     * The first statement of each. The transaction is over before 10 s, whatever happens to its caller: that is what
     * makes absence after the call timeout of 10 s a proof. PostgreSQL 17 bounds the whole transaction; before that each
     * statement and each pause between two is bounded, and {@link #WITHIN} bounds how long more of them are begun. Plans
     * are made once and by index: the tables are small then and grow, and planning anew costs more than the change.
     */
    static final String LIMITS = """
            select set_config(case when whole then 'transaction_timeout' else 'statement_timeout' end, '8s', true),
                   set_config('statement_timeout', case when whole then '5s' else '1s' end, true),
                   set_config('idle_in_transaction_session_timeout', case when whole then '8s' else '900ms' end, true),
                   set_config('lock_timeout', case when whole then '3s' else '900ms' end, true),
                   set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true)
              from (select current_setting('server_version_num')::int >= 170000 as whole) v;
            """;

    static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);

    /** With the 8 s that the database gives the transaction, within {@link #CALL_TIMEOUT}. */
    private static final Duration CONNECT_WITHIN = Duration.ofMillis(1_500);

    /** Later nothing is committed: however many statements there were, the call timeout holds before PostgreSQL 17, too. */
    private static final Duration WITHIN = Duration.ofMillis(6_500);

    private final ShopDatabase database;

    OrderTransaction(ShopDatabase database) {
        this.database = database;
    }

    /** @param <S> what is read under the lock of the order */
    interface Work<S> {

        /** Bounds the transaction, locks the order and reads; changes nothing. */
        S load(Connection connection) throws SQLException;

        /** The answer where nothing is to be changed: a known or closed key, a rule of the shop. */
        Optional<Reply> answer(S state);

        /** @return the id of the effect; null when another transaction has brought the same key meanwhile */
        @Nullable
        String write(Connection connection, S state) throws SQLException;
    }

    <S> Reply run(Work<S> work) {
        long late = System.nanoTime() + CONNECT_WITHIN.toNanos();
        Connection connection;
        try {
            connection = database.connect();
        } catch (SQLException none) {
            return new Reply.NotSent("the shop's database cannot be reached", null);
        }
        try (connection) {
            if (System.nanoTime() > late) {
                return new Reply.NotSent("the shop's database had no connection in time", null);
            }
            connection.setAutoCommit(false);
            return run(connection, work);
        } catch (SQLException broken) {
            return new Reply.Unknown("the shop's database did not finish: SQL state " + broken.getSQLState());
        }
    }

    private static <S> Reply run(Connection connection, Work<S> work) throws SQLException {
        long late = System.nanoTime() + WITHIN.toNanos();
        S state;
        try {
            state = work.load(connection);
        } catch (SQLException broken) {
            // nothing that changes anything was sent yet, and without a COMMIT nothing can
            return new Reply.NotSent(
                    "the shop's database did not let it begin: SQL state " + broken.getSQLState(), null);
        }
        Optional<Reply> reply = work.answer(state);
        if (reply.isPresent()) {
            connection.rollback();
            return reply.get();
        }
        String id;
        try {
            id = work.write(connection, state);
        } catch (Edit.Declined declined) {
            connection.rollback();
            return new Reply.Declined(declined.why());
        }
        if (System.nanoTime() > late) {
            connection.rollback();
            return new Reply.NotSent("the shop's database was too slow", null);
        }
        if (id == null) {
            connection.rollback();
            return StoredRequest.anotherOne();
        }
        connection.commit();
        return new Reply.Accepted(id);
    }
}
