package org.countersign.gate;

import java.time.Duration;

/** One line for the log about a write that came to an answer: ids and codes, nobody's words, no amounts. */
final class Finished {

    private static final System.Logger LOG = System.getLogger(Finished.class.getName());

    /** Settled by a look. */
    static void log(Entry entry, Duration took) {
        log(entry.tool(), Answer.of(entry, false), took);
    }

    static void log(String tool, Answer answer, Duration took) {
        LOG.log(System.Logger.Level.INFO, line(tool, answer, took));
    }

    private static String line(String tool, Answer answer, Duration took) {
        Refusal refusal = answer.outcome().refusal();
        Entry entry = answer.entry();
        return tool
                + " " + Json.wire(answer.status())
                + (refusal == null ? "" : ", " + Json.wire(refusal.code()))
                + (answer.replayed() ? ", replayed" : "")
                + ": " + (entry == null ? "no action" : entry.id())
                + ", " + took.toMillis() + " ms";
    }

    private Finished() {}
}
