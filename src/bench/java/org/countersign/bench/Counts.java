package org.countersign.bench;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/** What one call asks of the databases. */
record Counts(int statements, int transactions, int writingCommits, int roundTrips) {

    static Counts of(List<Sent> call) {
        int statements = 0;
        int transactions = 0;
        int commits = 0;
        int roundTrips = 0;
        Map<String, Boolean> open = new TreeMap<>();
        for (int i = 0; i < call.size(); i++) {
            Sent sent = call.get(i);
            String connection = sent.shop() + " " + sent.lane();
            switch (sent.words()) {
                case BEGIN -> { // goes with the first statement
                    open.put(connection, false);
                    transactions++;
                }
                case COMMIT, ROLLBACK -> {
                    roundTrips++;
                    commits += Boolean.TRUE.equals(open.remove(connection)) ? 1 : 0;
                }
                case READ, WRITE, CONNECTION -> {
                    statements++;
                    boolean alone = i > 0 && call.get(i - 1).goesWithTheNextTwo()
                            || i > 1 && call.get(i - 2).goesWithTheNextTwo();
                    roundTrips += alone ? 0 : 1;
                    boolean writes = sent.words() == Sent.Words.WRITE;
                    if (!open.containsKey(connection)) {
                        transactions++;
                        commits += writes ? 1 : 0;
                    } else if (writes) {
                        open.put(connection, true);
                    }
                }
            }
        }
        return new Counts(statements, transactions, commits, roundTrips);
    }

    /** The median of each, so that what runs now and then in the background does not count. */
    static String typical(List<List<Sent>> calls) {
        List<Counts> all = calls.stream().map(Counts::of).toList();
        return "%d statements in %d round trips; %d transactions, %d of them write"
                .formatted(
                        median(all, Counts::statements),
                        median(all, Counts::roundTrips),
                        median(all, Counts::transactions),
                        median(all, Counts::writingCommits));
    }

    private static int median(List<Counts> all, ToIntFunction<Counts> what) {
        return all.stream().mapToInt(what).sorted().toArray()[all.size() / 2];
    }
}
