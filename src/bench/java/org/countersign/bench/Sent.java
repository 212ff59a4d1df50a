package org.countersign.bench;

import java.util.List;
import java.util.Locale;

/**
 * One statement as PostgreSQL got it.
 *
 * @param shop   on a connection of the built-in shop, else of the ledger
 * @param sql    with question marks
 * @param values as text; null where they were null
 */
record Sent(boolean shop, String sql, List<String> values) {

    enum Words {
        BEGIN,
        COMMIT,
        ROLLBACK,
        /** Said once a connection, not once a call. */
        CONNECTION,
        READ,
        WRITE
    }

    static Sent of(boolean shop, String logged) {
        return new Sent(shop, logged.replace("?", "??").replaceAll("\\$\\d+", "?"), List.of());
    }

    Sent with(List<String> values) {
        return new Sent(shop, sql, values);
    }

    Words words() {
        String lower = sql.strip().toLowerCase(Locale.ROOT);
        if (lower.startsWith("begin")) {
            return Words.BEGIN;
        } else if (lower.startsWith("commit")) {
            return Words.COMMIT;
        } else if (lower.startsWith("rollback")) {
            return Words.ROLLBACK;
        } else if (lower.startsWith("set ") || lower.startsWith("show ")) {
            return Words.CONNECTION;
        }
        boolean writes = lower.contains("insert into ") || lower.contains("update ") && !lower.endsWith("for update")
                || lower.contains("delete from ");
        return writes ? Words.WRITE : Words.READ;
    }

    boolean isStatement() {
        return words() == Words.READ || words() == Words.WRITE;
    }

    /** Nobody spends a round trip on this alone: the built-in shop sends it together with the two statements after it. */
    boolean goesWithTheNextTwo() {
        return sql.startsWith("select set_config('transaction_timeout'");
    }
}
