package org.countersign.console;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.countersign.caller.Caller;
import org.countersign.gate.Entry;
import org.countersign.gate.Figures;
import org.countersign.gate.ShopSettings;
import org.countersign.identity.ConsoleTenant;

/** {@code /console}: where people begin. What waits for them, and for those whose business it is how the shop stands. */
@Path(ConsoleTenant.PATH)
@Produces(Notice.HTML)
@RunOnVirtualThread
public class StartPage {

    private static final int AT_MOST = 5;

    private final Session session;
    private final InTray inTray;
    private final Figures figures;
    private final Clock clock;

    StartPage(Session session, InTray inTray, Figures figures, Clock clock) {
        this.session = session;
        this.inTray = inTray;
        this.figures = figures;
        this.clock = clock;
    }

    @GET
    public String start() {
        session.enter(Place.HOME);
        return Templates.start(session.frame(Place.HOME, Place.HOME.title()), view(session.caller(), clock.instant()))
                .render();
    }

    private HomeView view(Caller viewer, Instant now) {
        List<Entry> toDecide = inTray.toDecide(viewer);
        List<ApprovalRow> rows = rows(toDecide.stream().limit(AT_MOST).toList(), now);
        List<ApprovalRow> questions = rows(inTray.questions(viewer), now);
        String more = toDecide.size() <= AT_MOST
                ? ""
                : toDecide.size() - AT_MOST + (inTray.isCut() ? " or more" : "") + " more wait";
        if (!Overview.isOpenTo(session.permissions())) {
            return new HomeView(rows, more, questions, null, "");
        }
        try {
            return new HomeView(rows, more, questions, HomeView.Shop.of(Overview.of(figures), now), "");
        } catch (ShopSettings.Unreadable spoilt) {
            return new HomeView(
                    rows,
                    more,
                    questions,
                    null,
                    "The shop's settings cannot be read, so nobody knows when its day begins.");
        }
    }

    private static List<ApprovalRow> rows(List<Entry> entries, Instant now) {
        return entries.stream()
                .map(entry -> ApprovalRow.of(entry, Objects.requireNonNull(entry.approval()), now))
                .toList();
    }
}
