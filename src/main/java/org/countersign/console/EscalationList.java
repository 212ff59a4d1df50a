package org.countersign.console;

import jakarta.enterprise.context.RequestScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.countersign.gate.DueTimes;
import org.countersign.gate.EscalationDesk;
import org.countersign.gate.EscalationDesk.Opened;
import org.countersign.gate.EscalationDesk.Whose;
import org.countersign.gate.Figures;
import org.jspecify.annotations.Nullable;

/** The list of what only a person can settle: what presses most comes first, and nothing is left out in silence. */
@RequestScoped
class EscalationList {

    private static final int AT_MOST = 200;
    private static final String[] FILTERS = {"all", "mine", "nobodys"};

    private final Session session;
    private final EscalationDesk desk;
    private final DueTimes times;
    private final Figures figures;
    private final Clock clock;

    EscalationList(Session session, EscalationDesk desk, DueTimes times, Figures figures, Clock clock) {
        this.session = session;
        this.desk = desk;
        this.times = times;
        this.figures = figures;
        this.clock = clock;
    }

    /** @param of one of the filters, as the address has it */
    String page(@Nullable String of) {
        String chosen = Filter.chosen(of, FILTERS);
        Instant now = clock.instant();
        List<Opened> found = desk.open(whose(chosen), session.caller(), AT_MOST + 1);
        return DecisionTemplates.escalations(
                        session.frame(Place.ESCALATIONS, Place.ESCALATIONS.title()),
                        Filter.of(Place.ESCALATIONS.path(), chosen, FILTERS),
                        found.stream()
                                .limit(AT_MOST)
                                .map(opened -> EscalationRow.of(opened, times, session.caller(), now))
                                .toList(),
                        more(found.size() > AT_MOST, chosen))
                .render();
    }

    private String more(boolean more, String chosen) {
        return !more
                ? ""
                : "These are the " + AT_MOST + " that press most; more wait"
                        + (chosen.equals("all")
                                ? ": " + figures.waiting().escalations() + " are open altogether."
                                : ".");
    }

    private static Whose whose(String chosen) {
        return switch (chosen) {
            case "mine" -> Whose.MINE;
            case "nobodys" -> Whose.NOBODYS;
            default -> Whose.ALL;
        };
    }
}
