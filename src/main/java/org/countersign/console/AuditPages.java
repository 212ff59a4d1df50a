package org.countersign.console;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.countersign.caller.Permissions;
import org.countersign.gate.UnmaskedReads;
import org.countersign.ledger.Audit;
import org.countersign.ledger.Backlog;
import org.countersign.ledger.Happenings;
import org.countersign.ledger.SealBook;
import org.countersign.shop.Page;
import org.jspecify.annotations.Nullable;

/** {@code /console/audit}: is everything as it was written, all of it to take away, and what belongs to no action. */
@Path(AuditPages.PATH)
@Produces(Notice.HTML)
@RunOnVirtualThread
public class AuditPages {

    static final String PATH = "/console/audit";

    private static final int NEWEST = 5;
    private static final int A_PAGE = 50;
    private static final Pattern HEAD = Pattern.compile("[1-9][0-9]{0,17}:[0-9a-f]{64}");
    /** A small ledger's report is there when the page is; a large one's is looked for again. */
    private static final Duration WORTH_WAITING = Duration.ofSeconds(4);

    private static final Map<String, String> SAID = Map.of(
            "busy", "A check was running already; another one was not started.",
            "started", "The check runs, and goes on when you leave this page.");

    private final Session session;
    private final AuditRuns runs;
    private final Audit audit;
    private final SealBook seals;
    private final Backlog backlog;
    private final Happenings happenings;
    private final UnmaskedReads reads;

    AuditPages(
            Session session,
            AuditRuns runs,
            Audit audit,
            SealBook seals,
            Backlog backlog,
            Happenings happenings,
            UnmaskedReads reads) {
        this.session = session;
        this.runs = runs;
        this.audit = audit;
        this.seals = seals;
        this.backlog = backlog;
        this.happenings = happenings;
        this.reads = reads;
    }

    @GET
    public Response overview(@QueryParam("said") @Nullable String said) {
        session.enter(Place.AUDIT);
        return shown(200, "", "", SAID.getOrDefault(said == null ? "" : said, ""));
    }

    @POST
    @Path("/verify")
    public Response verify(@FormParam("head") @Nullable String head) {
        session.enter(Place.AUDIT);
        String typed = head == null ? "" : head.strip();
        if (!typed.isEmpty() && !HEAD.matcher(typed).matches()) {
            return shown(400, typed, "A head is the number of a seal, a colon and 64 lower-case hex digits.", "");
        }
        Optional<AuditRuns.Run> run = runs.start(session.caller(), typed.isEmpty() ? null : typed);
        run.ifPresent(started -> started.await(WORTH_WAITING));
        String said =
                run.map(started -> started.running() ? "?said=started" : "").orElse("?said=busy");
        return Response.seeOther(URI.create(PATH + said)).build();
    }

    @GET
    @Path("/export.jsonl")
    @Produces({Exported.TYPE, Notice.HTML})
    public Response export(@QueryParam("since") @Nullable String since, @QueryParam("until") @Nullable String until) {
        session.enter(Place.AUDIT);
        reads.everything(session.caller(), "audit/export");
        return Exported.lines(audit, time(since), time(until))
                .header("Content-Disposition", "attachment; filename=\"audit.jsonl\"")
                .build();
    }

    @GET
    @Path("/seals")
    public Response seals(@QueryParam("cursor") @Nullable String cursor) {
        session.enter(Place.AUDIT);
        try {
            Page<SealBook.Sealed> page = seals.page(new Page.Request(A_PAGE, cursor));
            String next = page.nextCursor() == null ? "" : PATH + "/seals?cursor=" + page.nextCursor();
            return Response.ok(LedgerTemplates.seals(session.frame(Place.AUDIT, "Seals"), page.items(), next)
                            .render())
                    .build();
        } catch (Page.BadCursor notOurs) {
            throw session.refuse(400, "There is no such page", "Begin with the first page of the list.");
        }
    }

    @GET
    @Path("/events")
    public Response events(@Context UriInfo address) {
        session.enter(Place.AUDIT);
        EventFilter filter =
                EventFilter.of(address.getQueryParameters(), session.caller().issuer(), A_PAGE);
        if (filter.asked().violations().isEmpty()) {
            try {
                Page<Happenings.Happening> page = happenings.alone(filter.query(), filter.page());
                boolean personal = session.permissions().has(Permissions.SEE_PERSONAL_DATA);
                String next = page.nextCursor() == null
                        ? ""
                        : PATH + "/events" + filter.asked().with(page.nextCursor());
                return shown(200, EventsView.of(filter, Moment.of(page.items(), personal), next));
            } catch (Page.BadCursor notOurs) {
                filter.asked().wrong("cursor", "is none that this list gave; begin with its first page");
            }
        }
        return shown(400, EventsView.of(filter, List.of(), ""));
    }

    private Response shown(int status, EventsView view) {
        return Response.status(status)
                .entity(LedgerTemplates.events(session.frame(Place.AUDIT, "What belongs to no action"), view)
                        .render())
                .build();
    }

    private Response shown(int status, String head, String problem, String said) {
        List<SealBook.Sealed> newest =
                seals.page(new Page.Request(NEWEST, null)).items();
        AuditView view = new AuditView(
                newest.isEmpty() ? null : newest.getFirst(),
                newest,
                AuditView.unsealed(backlog.now()),
                runs.last().map(AuditView::check).orElse(null),
                head,
                problem,
                said);
        return Response.status(status)
                .entity(LedgerTemplates.audit(session.frame(Place.AUDIT, "Audit"), view)
                        .render())
                .build();
    }

    /** As the form sends it: empty for none. */
    private @Nullable Instant time(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        return Times.of(text.strip())
                .orElseThrow(() -> session.refuse(400, "That is no time", "since and until " + Times.FORM + "."));
    }
}
