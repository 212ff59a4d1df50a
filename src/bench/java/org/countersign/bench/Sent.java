package org.countersign.bench;

import java.util.List;
import java.util.Locale;

/**
 * One statement as PostgreSQL got it.
 *
 * @param shop   on a connection of the built-in shop, else of the ledger
 * @param lane   which of those connections, since what runs in the background may use another one meanwhile
 * @param sql    with question marks
 * @param values as text; null where they were null
 */
record Sent(boolean shop, int lane, String sql, List<String> values) {

    enum Words {
        BEGIN,
        COMMIT,
        ROLLBACK,
        /** Said once a connection, not once a call. */
        CONNECTION,
        READ,
        WRITE
    }

    static Sent of(boolean shop, int lane, String logged) {
        return new Sent(shop, lane, logged.replace("?", "??").replaceAll("\\$\\d+", "?"), List.of());
    }

    Sent with(List<String> values) {
        return new Sent(shop, lane, sql, values);
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
        boolean writes = lower.contains("insert into ")
                || lower.contains("update ") && !lower.endsWith("for update")
                || lower.contains("delete from ");
        return writes ? Words.WRITE : Words.READ;
    }

    /** Nobody spends a round trip on this alone: the built-in shop sends it together with the two statements after it. */
    boolean goesWithTheNextTwo() {
        return sql.startsWith("select set_config(");
    }
}
