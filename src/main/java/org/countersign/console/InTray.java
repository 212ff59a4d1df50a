package org.countersign.console;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.countersign.caller.Caller;
import org.countersign.caller.Permissions;
import org.countersign.gate.Approval;
import org.countersign.gate.Approvals;
import org.countersign.gate.Decisions;
import org.countersign.gate.Entry;
import org.countersign.gate.Figures;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one person, as the menu of every page and the start page say it: at most a second old, and read once for
 * all who look.
 */
@ApplicationScoped
class InTray {

    private static final int AT_MOST = 200;
    private static final int SHOWN = 99;
    private static final long FRESH_NANOS = 900_000_000L;

    private final Approvals approvals;
    private final Decisions decisions;
    private final Figures figures;
    private volatile @Nullable Seen seen;

    private record Seen(long at, List<Entry> waiting) {}

    InTray(Approvals approvals, Decisions decisions, Figures figures) {
        this.approvals = approvals;
        this.decisions = decisions;
        this.figures = figures;
    }

    /** What they may decide, what is due first first. */
    List<Entry> toDecide(Caller viewer) {
        return waiting().stream()
                .filter(entry -> decisions.may(viewer, entry) instanceof Decisions.Yes)
                .toList();
    }

    /** What they asked for themselves, whoever decides it. */
    List<Entry> askedBy(Caller viewer) {
        return waiting().stream().filter(entry -> entry.who().is(viewer)).toList();
    }

    /** What they asked for and a reviewer has a question about. */
    List<Entry> questions(Caller viewer) {
        return askedBy(viewer).stream()
                .filter(entry -> {
                    Approval approval = entry.approval();
                    return approval != null && approval.openQuestion() != null;
                })
                .toList();
    }

    /** Whether more waits than was looked at. */
    boolean isCut() {
        return waiting().size() >= AT_MOST;
    }

    /** The number beside a room of the menu; empty where nothing waits, or it has none. */
    String badge(Place place, Caller viewer, Permissions permissions) {
        return switch (place) {
            case APPROVALS -> {
                String number = badge(toDecide(viewer).size());
                yield isCut() && !number.isEmpty() && !number.endsWith("+") ? number + "+" : number;
            }
            case ESCALATIONS ->
                place.isOpenTo(permissions) ? badge(figures.waiting().escalations()) : "";
            default -> "";
        };
    }

    private static String badge(long number) {
        return number == 0 ? "" : number > SHOWN ? SHOWN + "+" : String.valueOf(number);
    }

    private List<Entry> waiting() {
        Seen known = seen;
        if (known == null || System.nanoTime() - known.at() > FRESH_NANOS) {
            known = new Seen(System.nanoTime(), approvals.pending(AT_MOST));
            seen = known;
        }
        return known.waiting();
    }
}
