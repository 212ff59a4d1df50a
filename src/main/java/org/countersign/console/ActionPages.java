package org.countersign.console;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.countersign.approval.Dossiers;
import org.countersign.approval.Recalled;
import org.countersign.caller.Permissions;
import org.countersign.gate.Answer;
import org.countersign.gate.Approval;
import org.countersign.gate.Entry;
import org.countersign.gate.EscalationDesk;
import org.countersign.gate.Ledger;
import org.countersign.gate.ObjectRef;
import org.countersign.gate.UnmaskedReads;
import org.countersign.ledger.Happenings;
import org.countersign.ledger.OpenActions;
import org.countersign.lookup.ActionAnswers;
import org.countersign.mcp.WriteAnswers;
import org.countersign.shop.Page;

/** {@code /console/actions}: looking for actions, and all that the ledger has of one. Looking has no effects. */
@Path(ActionPages.PATH)
@Produces(Notice.HTML)
@RunOnVirtualThread
public class ActionPages {

    static final String PATH = "/console/actions";

    private static final int A_PAGE = 50;
    private static final int OTHERS = 10;

    private final Session session;
    private final Ledger ledger;
    private final Happenings happenings;
    private final OpenActions open;
    private final EscalationDesk desk;
    private final Dossiers dossiers;
    private final UnmaskedReads reads;

    ActionPages(
            Session session,
            Ledger ledger,
            Happenings happenings,
            OpenActions open,
            EscalationDesk desk,
            Dossiers dossiers,
            UnmaskedReads reads) {
        this.session = session;
        this.ledger = ledger;
        this.happenings = happenings;
        this.open = open;
        this.desk = desk;
        this.dossiers = dossiers;
        this.reads = reads;
    }

    @GET
    public Response find(@Context UriInfo address) {
        session.enter(Place.ACTIONS);
        ActionFilter filter =
                ActionFilter.of(address.getQueryParameters(), session.caller().issuer(), A_PAGE);
        if (!filter.asked().violations().isEmpty()) {
            return shown(400, ActionSearchView.of(filter, List.of(), ""));
        }
        try {
            Page<Entry> page = ledger.entries(filter.query(), filter.page());
            String next = page.nextCursor() == null ? "" : PATH + filter.asked().with(page.nextCursor());
            List<ActionRow> rows = page.items().stream().map(ActionRow::of).toList();
            return shown(200, ActionSearchView.of(filter, rows, next));
        } catch (Page.BadCursor notOurs) {
            filter.asked().wrong("cursor", "is none that this list gave; begin with its first page");
            return shown(400, ActionSearchView.of(filter, List.of(), ""));
        }
    }

    @GET
    @Path("{id}")
    public String one(@PathParam("id") String id) {
        session.enter(Place.ACTIONS);
        Entry entry = ledger.entry(id)
                .orElseThrow(() -> session.refuse(
                        404, "There is no such action", "The ledger of this shop has none with this id."));
        boolean personal = session.permissions().has(Permissions.SEE_PERSONAL_DATA);
        List<Happenings.Happening> events = happenings.of(id);
        Optional<EscalationDesk.Opened> escalation = desk.about(id);
        Optional<Instant> nextLook = open.nextLook(id);
        if (personal) {
            reads.shown(session.caller(), "console/action", ActionJson.whole(entry, events, escalation, nextLook));
        }
        String openFor = ActionAnswers.open(entry.status());
        ActionView view = new ActionView(
                entry,
                WriteAnswers.content(Answer.stored(entry)).path("summary").asText(),
                openFor == null ? "" : openFor,
                nextLook.map(Shown::utc).orElse(""),
                personal,
                Recalled.of(entry, personal),
                changes(events, personal),
                Moment.of(events, personal),
                List.copyOf(ActionJson.traces(events)),
                links(entry, escalation),
                others(entry),
                PATH + "?" + parameter(entry.target()) + "="
                        + Asked.encoded(entry.target().id()));
        String title = Shown.capital(Shown.spoken(entry.tool())) + ": " + ActionRow.object(entry);
        return LedgerTemplates.action(session.frame(Place.ACTIONS, title), view).render();
    }

    /** Of the last time that everything was done. */
    private static List<Recalled.Change> changes(List<Happenings.Happening> events, boolean personal) {
        return events.stream()
                .filter(event -> event.kind().equals(Moment.CHANGED))
                .reduce((earlier, later) -> later)
                .map(event -> Recalled.changes(event.data(), personal))
                .orElse(List.of());
    }

    private List<Notice.Link> links(Entry entry, Optional<EscalationDesk.Opened> escalation) {
        List<Notice.Link> links = new ArrayList<>();
        Approval approval = entry.approval();
        if (approval != null && approval.kind() != Approval.Kind.MODEL && dossiers.maySee(session.caller(), entry)) {
            links.add(new Notice.Link(
                    ApprovalPages.PATH + "/" + approval.id(), "Its approval (" + Shown.spoken(approval.state()) + ")"));
        }
        if (session.permissions().has(Permissions.HANDLE_ESCALATIONS)) {
            escalation.ifPresent(opened -> links.add(new Notice.Link(
                    EscalationPages.PATH + "/" + opened.escalation().id(),
                    "Its escalation (" + (opened.closed() == null ? "open" : "closed") + ")")));
        }
        return links;
    }

    private List<ActionRow> others(Entry entry) {
        Ledger.Query same = new Ledger.Query(entry.target().whole(), null, null, null, null, null);
        return ledger.entries(same, new Page.Request(OTHERS + 1, null)).items().stream()
                .filter(other -> !other.id().equals(entry.id()))
                .limit(OTHERS)
                .map(ActionRow::of)
                .toList();
    }

    private static String parameter(ObjectRef target) {
        return switch (target.type()) {
            case "order" -> "order_id";
            case "customer" -> "customer_id";
            default -> "case_id";
        };
    }

    private Response shown(int status, ActionSearchView view) {
        return Response.status(status)
                .entity(LedgerTemplates.actions(session.frame(Place.ACTIONS, "Actions"), view)
                        .render())
                .build();
    }
}
