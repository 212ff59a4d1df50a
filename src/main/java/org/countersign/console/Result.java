package org.countersign.console;

import java.util.Locale;
import org.countersign.gate.Status;

/** What became of an action, in as many kinds as a chart can tell apart, from the ground up. */
public enum Result {
    DONE("done"),
    OPEN("waiting or being done"),
    DOUBT("in doubt or half done"),
    ENDED("came to nothing"),
    REFUSED("refused");

    private final String words;

    Result(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    /** The class of its colour. */
    public String css() {
        return "result-" + name().toLowerCase(Locale.ROOT);
    }

    static Result of(Status status) {
        return switch (status) {
            case DONE -> DONE;
            case PLANNED, NEEDS_CONFIRMATION, AWAITING_APPROVAL, ESCALATED, RUNNING -> OPEN;
            case OUTCOME_UNKNOWN, PARTLY_DONE, MISMATCH -> DOUBT;
            case FAILED, DENIED, EXPIRED, WITHDRAWN, VOID -> ENDED;
            case REFUSED -> REFUSED;
        };
    }
}
