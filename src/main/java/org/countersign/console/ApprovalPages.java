package org.countersign.console;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.countersign.approval.Dossier;
import org.countersign.approval.Dossiers;
import org.countersign.caller.Caller;
import org.countersign.gate.Approval;
import org.countersign.gate.Approvals;
import org.countersign.gate.Decisions;
import org.countersign.gate.Entry;
import org.countersign.gate.ErrorCode;
import org.countersign.gate.Figures;
import org.countersign.gate.Refusal;
import org.countersign.shop.Money;
import org.jspecify.annotations.Nullable;

/**
 * {@code /console/approvals}: what waits for a person's decision, and the decision. Only a session comes here, and what may be
 * seen or decided is judged anew with each request.
 */
@Path(ApprovalPages.PATH)
@Produces(Notice.HTML)
@RunOnVirtualThread
public class ApprovalPages {

    static final String PATH = "/console/approvals";

    private static final int AT_MOST = 200;
    private static final int LONGEST = 500;
    private static final String[] FILTERS = {"all", "mine"};

    private final Session session;
    private final Approvals approvals;
    private final Dossiers dossiers;
    private final Decisions decisions;
    private final Figures figures;
    private final Clock clock;

    ApprovalPages(
            Session session,
            Approvals approvals,
            Dossiers dossiers,
            Decisions decisions,
            Figures figures,
            Clock clock) {
        this.session = session;
        this.approvals = approvals;
        this.dossiers = dossiers;
        this.decisions = decisions;
        this.figures = figures;
        this.clock = clock;
    }

    @GET
    public String waiting(@QueryParam("of") @Nullable String of) {
        session.enter(Place.APPROVALS);
        Caller viewer = session.caller();
        String chosen = Filter.chosen(of, FILTERS);
        Instant now = clock.instant();
        List<ApprovalRow> mine = new ArrayList<>();
        List<ApprovalRow> others = new ArrayList<>();
        List<Entry> found = approvals.pending(AT_MOST + 1);
        for (Entry entry : found.subList(0, Math.min(AT_MOST, found.size()))) {
            Approval approval = entry.approval();
            if (approval != null && dossiers.maySee(viewer, entry)) {
                boolean decides = decisions.may(viewer, entry) instanceof Decisions.Yes;
                (decides ? mine : others).add(ApprovalRow.of(entry, approval, now));
            }
        }
        return DecisionTemplates.approvals(
                        session.frame(Place.APPROVALS, "Approvals"),
                        Filter.of(PATH, chosen, FILTERS),
                        mine,
                        others,
                        chosen.equals("all"),
                        more(found.size() - AT_MOST, figures.waiting().approvals()))
                .render();
    }

    /** @param waiting altogether */
    static String more(int over, long waiting) {
        return over <= 0
                ? ""
                : "These are the " + AT_MOST + " that press most; " + Math.max(1, waiting - AT_MOST) + " more wait.";
    }

    @GET
    @Path("{id}")
    public Response one(@PathParam("id") String id, @QueryParam("said") @Nullable String said) {
        return shown(200, seen(id), "before".equals(said), Filled.NOTHING);
    }

    @POST
    @Path("{id}/allow")
    public Response allow(@PathParam("id") String id, @FormParam("reason") @Nullable String reason) {
        Filled form = new Filled("allow", normal(reason), "", "");
        boolean none = form.text().isBlank();
        return decided(
                id,
                none ? form.but("") : checked(form, "reason"),
                given -> decisions.allow(session.caller(), id, none ? null : given.text()));
    }

    @POST
    @Path("{id}/deny")
    public Response deny(@PathParam("id") String id, @FormParam("reason") @Nullable String reason) {
        Filled form = checked(new Filled("deny", normal(reason), "", ""), "reason");
        return decided(id, form, given -> decisions.deny(session.caller(), id, given.text()));
    }

    @POST
    @Path("{id}/ask")
    public Response ask(@PathParam("id") String id, @FormParam("reason") @Nullable String question) {
        Filled form = checked(new Filled("ask", normal(question), "", ""), "question");
        return decided(id, form, given -> decisions.ask(session.caller(), id, given.text()));
    }

    @POST
    @Path("{id}/offer")
    public Response offer(
            @PathParam("id") String id,
            @FormParam("reason") @Nullable String reason,
            @FormParam("amount") @Nullable String amount) {
        String sum = amount == null ? "" : amount.strip();
        Filled form = checked(new Filled("offer", normal(reason), sum, ""), "reason");
        return decided(id, form, given -> {
            Approval asked = seen(id).approval();
            Money whole = asked == null ? null : asked.money();
            try {
                return whole == null
                        ? notOffered("This action moves no money, so no other amount can be offered.")
                        : decisions.offer(
                                session.caller(),
                                id,
                                Money.parse(sum, whole.currency().getCurrencyCode()),
                                given.text());
            } catch (IllegalArgumentException | ArithmeticException noAmount) {
                return notOffered(
                        sum.isEmpty() ? "Say which amount you offer." : String.valueOf(noAmount.getMessage()));
            }
        });
    }

    private static Decisions.Said notOffered(String why) {
        return new Decisions.Not(Refusal.of(ErrorCode.INVALID_ARGUMENTS, why, "Offer such an amount, or deny it."));
    }

    private Response decided(String id, Filled form, Function<Filled, Decisions.Said> decision) {
        Entry entry = seen(id);
        session.mustBeRecent(PATH + "/" + id, form.text());
        if (decisions.may(session.caller(), entry) instanceof Decisions.No(Refusal refusal)) {
            return refused(entry, form, refusal);
        }
        if (!form.problem().isEmpty()) {
            return shown(400, entry, false, form);
        }
        return switch (decision.apply(form)) {
            case Decisions.Stands(var after, boolean first) ->
                Response.seeOther(URI.create(PATH + "/" + id + (first ? "" : "?said=before")))
                        .build();
            case Decisions.Not(Refusal refusal) -> refused(seen(id), form, refusal);
        };
    }

    private Response refused(Entry entry, Filled form, Refusal refusal) {
        int status = switch (refusal.code()) {
            case NOT_PERMITTED -> 403;
            case INVALID_ARGUMENTS -> 400;
            default -> 409;
        };
        return shown(status, entry, false, form.but(refusal.message()));
    }

    private Response shown(int status, Entry entry, boolean before, Filled filled) {
        Approval approval = Objects.requireNonNull(entry.approval(), "it was asked for");
        ApprovalView view = ApprovalView.of(
                dossiers.of(session.caller(), entry),
                approval,
                session.isRecent(),
                before && approval.decided() != null,
                filled);
        Dossier.Subject object = view.dossier().object();
        String title = Shown.capital(Shown.spoken(entry.tool())) + (object == null ? "" : ": " + object.name());
        return Response.status(status)
                .entity(DecisionTemplates.approval(session.frame(Place.APPROVALS, title), view)
                        .render())
                .build();
    }

    /** What this viewer may see; for all others there is nothing here. */
    private Entry seen(String id) {
        Caller viewer = session.caller();
        return approvals
                .about(id)
                .filter(entry -> entry.approval() != null && entry.approval().kind() != Approval.Kind.MODEL)
                .filter(entry -> dossiers.maySee(viewer, entry))
                .orElseThrow(() -> session.refuse(
                        404,
                        "There is no such approval for you",
                        "The address is wrong, or you are not somebody who decides about it."));
    }

    private static Filled checked(Filled form, String what) {
        return Body.fits(form.text(), LONGEST)
                ? form
                : form.but("The " + what + " must have 1 to " + LONGEST + " characters; nothing was done.");
    }

    /** Browsers send line ends as two characters. */
    static String normal(@Nullable String text) {
        return text == null ? "" : text.replace("\r\n", "\n").strip();
    }
}
