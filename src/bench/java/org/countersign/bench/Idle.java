package org.countersign.bench;

import java.time.Duration;
import java.util.List;

/**
 * What a server does while nobody calls it: processor time, transactions and connections of its database, memory at the end.
 * The look itself is one transaction.
 */
record Idle(Duration time, long cpuMillis, long transactions, long connections, Memory memory) {

    static Idle watch(Sut sut, Duration time) throws InterruptedException {
        long transactions = transactions(sut);
        long cpu = sut.cpu().server();
        Thread.sleep(time);
        return new Idle(
                time,
                (sut.cpu().server() - cpu) / 1_000,
                transactions(sut) - transactions,
                number(sut, "select count(*) from pg_stat_activity where application_name like 'countersign%'"),
                Memory.of(sut.process()));
    }

    private static long transactions(Sut sut) {
        return number(
                sut, "select xact_commit + xact_rollback from pg_stat_database where datname = '" + sut.name + "'");
    }

    private static long number(Sut sut, String sql) {
        List<String> found = sut.column(sql);
        return Long.parseLong(found.getFirst());
    }
}
