package org.countersign.bench;

import java.util.List;
import java.util.TreeMap;
import java.util.Map;

/** What one call asks of the databases. */
record Counts(int statements, int transactions, int writingCommits, int roundTrips) {

    static Counts of(List<Sent> call) {
        int statements = 0;
        int transactions = 0;
        int commits = 0;
        int roundTrips = 0;
        Map<Boolean, Boolean> open = new TreeMap<>();
        for (int i = 0; i < call.size(); i++) {
            Sent sent = call.get(i);
            switch (sent.words()) {
                case BEGIN -> { // goes with the first statement
                    open.put(sent.shop(), false);
                    transactions++;
                }
                case COMMIT, ROLLBACK -> {
                    roundTrips++;
                    commits += Boolean.TRUE.equals(open.remove(sent.shop())) ? 1 : 0;
                }
                case READ, WRITE, CONNECTION -> {
                    statements++;
                    boolean alone = i > 0 && call.get(i - 1).goesWithTheNextTwo()
                            || i > 1 && call.get(i - 2).goesWithTheNextTwo();
                    roundTrips += alone ? 0 : 1;
                    boolean writes = sent.words() == Sent.Words.WRITE;
                    if (!open.containsKey(sent.shop())) {
                        transactions++;
                        commits += writes ? 1 : 0;
                    } else if (writes) {
                        open.put(sent.shop(), true);
                    }
                }
            }
        }
        return new Counts(statements, transactions, commits, roundTrips);
    }

    /** The mean of each, over all calls. */
    static String mean(List<List<Sent>> calls) {
        List<Counts> all = calls.stream().map(Counts::of).toList();
        return "%.1f statements in %.1f round trips; %.1f transactions, %.1f of them write".formatted(
                all.stream().mapToInt(Counts::statements).average().orElse(0),
                all.stream().mapToInt(Counts::roundTrips).average().orElse(0),
                all.stream().mapToInt(Counts::transactions).average().orElse(0),
                all.stream().mapToInt(Counts::writingCommits).average().orElse(0));
    }
}
