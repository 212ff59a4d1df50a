package org.countersign.console;

import java.time.Instant;
import org.countersign.gate.Due;

/** By when something is due, in the words of a list. @param word empty while there is time */
public record DueLine(Instant at, String word, String css) {

    static DueLine of(Due due) {
        return switch (due.state()) {
            case OVERDUE -> new DueLine(due.at(), "overdue", "bad");
            case SOON -> new DueLine(due.at(), "due soon", "soon");
            case LATER -> new DueLine(due.at(), "", "");
        };
    }
}
