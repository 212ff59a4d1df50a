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
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.countersign.approval.Dossiers;
import org.countersign.gate.Answer;
import org.countersign.gate.Entry;
import org.countersign.gate.ErrorCode;
import org.countersign.gate.Escalated;
import org.countersign.gate.EscalationDesk;
import org.countersign.gate.EscalationDesk.Opened;
import org.countersign.gate.Gate;
import org.countersign.gate.Refusal;
import org.countersign.gate.Rulings;
import org.countersign.gate.Status;
import org.jspecify.annotations.Nullable;

/** {@code /console/escalations}: what only a person can settle. Everything that changes a shop goes through the gate. */
@Path(EscalationPages.PATH)
@Produces(Notice.HTML)
@RunOnVirtualThread
public class EscalationPages {

    static final String PATH = "/console/escalations";

    private static final int LONGEST_REASON = 500;
    private static final int LONGEST_COMMENT = 2_000;

    /** What a redirect may say, by its one word. */
    private static final Map<String, String> SAID = Map.of(
            "taken", "It is yours now.",
            "commented", "Your comment is stored.",
            "resumed", "It went on; see below how far.",
            "released", "Its object is free again.",
            "closed", "The doubt is closed.",
            "resolved", "It is resolved.");

    private final Session session;
    private final EscalationDesk desk;
    private final Dossiers dossiers;
    private final Handling handling;
    private final Escalated escalated;
    private final Rulings rulings;
    private final Gate gate;
    private final EscalationList lists;

    EscalationPages(
            Session session,
            EscalationDesk desk,
            Dossiers dossiers,
            Handling handling,
            Escalated escalated,
            Rulings rulings,
            Gate gate,
            EscalationList lists) {
        this.session = session;
        this.desk = desk;
        this.dossiers = dossiers;
        this.handling = handling;
        this.escalated = escalated;
        this.rulings = rulings;
        this.gate = gate;
        this.lists = lists;
    }

    @GET
    public String open(@QueryParam("of") @Nullable String of) {
        session.enter(Place.ESCALATIONS);
        return lists.page(of);
    }

    @GET
    @Path("{id}")
    public Response one(@PathParam("id") String id, @QueryParam("said") @Nullable String said) {
        return shown(200, seen(id), SAID.getOrDefault(said == null ? "" : said, ""), Filled.NOTHING);
    }

    @POST
    @Path("{id}/take")
    public Response take(@PathParam("id") String id, @FormParam("seen") @Nullable String from) {
        return done(id, new Filled("take", "", "", ""), 0, "taken", opened -> {
            boolean asSeen = EscalationView.seen(opened).equals(from == null ? "" : from);
            return asSeen && desk.take(opened, session.caller())
                    ? Optional.empty()
                    : Optional.of(meanwhile("It was closed, or somebody took it meanwhile. Nothing was changed."));
        });
    }

    @POST
    @Path("{id}/comment")
    public Response comment(@PathParam("id") String id, @FormParam("text") @Nullable String text) {
        return done(
                id,
                filled("comment", text),
                LONGEST_COMMENT,
                "commented",
                opened -> desk.comment(opened, session.caller(), ApprovalPages.normal(text))
                        ? Optional.empty()
                        : Optional.of(meanwhile("It was closed meanwhile. Your comment is not stored.")));
    }

    @POST
    @Path("{id}/approval")
    public Response approval(@PathParam("id") String id) {
        Filled form = new Filled("approval", "", "", "");
        Opened opened = checked(id, form);
        Entry action = opened.action();
        if (action == null) {
            return refused(opened, form, meanwhile("There is no action to approve."));
        }
        return switch (escalated.turn(session.caller(), action)) {
            case Rulings.Not(Refusal refusal) -> refused(seen(id), form, refusal);
            case Rulings.Stands(Entry after) -> {
                var approval = after.approval();
                yield to(approval == null ? PATH + "/" + id : ApprovalPages.PATH + "/" + approval.id());
            }
        };
    }

    @POST
    @Path("{id}/resume")
    public Response resume(@PathParam("id") String id) {
        return done(
                id,
                new Filled("resume", "", "", ""),
                0,
                "resumed",
                opened -> withAction(opened, action -> {
                    if (action.status() != Status.PARTLY_DONE) {
                        return Optional.of(meanwhile("Only what is partly done can go on. Nothing was sent."));
                    }
                    Answer answer = gate.resume(session.caller(), action);
                    return answer.replayed() || answer.entry() == null
                            ? Optional.of(Optional.ofNullable(answer.outcome().refusal())
                                    .orElseGet(
                                            () -> meanwhile("Somebody is at work on it, or it was released before.")))
                            : Optional.empty();
                }));
    }

    @POST
    @Path("{id}/release")
    public Response release(@PathParam("id") String id, @FormParam("reason") @Nullable String reason) {
        return done(
                id,
                filled("release", reason),
                LONGEST_REASON,
                "released",
                opened -> withAction(
                        opened,
                        action -> Handling.refusal(
                                rulings.release(session.caller(), action, ApprovalPages.normal(reason)))));
    }

    @POST
    @Path("{id}/close")
    public Response close(
            @PathParam("id") String id,
            @FormParam("had_effect") @Nullable String hadEffect,
            @FormParam("reason") @Nullable String reason) {
        Filled form = filled("close", reason);
        boolean said = "yes".equals(hadEffect) || "no".equals(hadEffect);
        return done(
                id,
                said ? form : form.but("Say whether the shop did it; nothing was done."),
                LONGEST_REASON,
                "closed",
                opened -> withAction(
                        opened,
                        action -> Handling.refusal(rulings.close(
                                session.caller(), action, "yes".equals(hadEffect), ApprovalPages.normal(reason)))));
    }

    @POST
    @Path("{id}/resolve")
    public Response resolve(@PathParam("id") String id, @FormParam("reason") @Nullable String reason) {
        return done(
                id,
                filled("resolve", reason),
                LONGEST_REASON,
                "resolved",
                opened -> handling.resolve(session.caller(), opened, ApprovalPages.normal(reason)));
    }

    private static Filled filled(String form, @Nullable String text) {
        return new Filled(form, ApprovalPages.normal(text), "", "");
    }

    private static Refusal meanwhile(String what) {
        return Refusal.of(ErrorCode.WRONG_STATE, what, "Look at it as it is now.");
    }

    private static Optional<Refusal> withAction(Opened opened, Function<Entry, Optional<Refusal>> act) {
        Entry action = opened.action();
        return action == null ? Optional.of(meanwhile("This belongs to no action.")) : act.apply(action);
    }

    /** @param longest of the form's text; 0: it has none */
    private Response done(String id, Filled form, int longest, String said, Function<Opened, Optional<Refusal>> act) {
        Opened opened = checked(id, form);
        if (!form.problem().isEmpty()) {
            return shown(400, opened, "", form);
        }
        if (longest > 0 && !Body.fits(form.text(), longest)) {
            return shown(
                    400, opened, "", form.but("This needs 1 to " + longest + " characters of text; nothing was done."));
        }
        return act.apply(opened)
                .map(refusal -> refused(seen(id), form, refusal))
                .orElseGet(() -> to(PATH + "/" + id + "?said=" + said));
    }

    private Response refused(Opened opened, Filled form, Refusal refusal) {
        return shown(409, opened, "", form.but(refusal.message() + " " + refusal.fix()));
    }

    private static Response to(String page) {
        return Response.seeOther(URI.create(page)).build();
    }

    private Response shown(int status, Opened opened, String said, Filled filled) {
        Entry action = opened.action();
        EscalationView view = EscalationView.of(
                opened,
                action == null ? null : dossiers.of(session.caller(), action),
                session.caller(),
                session.isRecent(),
                said,
                filled);
        return Response.status(status)
                .entity(DecisionTemplates.escalation(session.frame(Place.ESCALATIONS, view.title()), view)
                        .render())
                .build();
    }

    private Opened checked(String id, Filled form) {
        Opened opened = seen(id);
        session.mustBeRecent(PATH + "/" + id, form.text());
        return opened;
    }

    private Opened seen(String id) {
        session.enter(Place.ESCALATIONS);
        return desk.find(id)
                .orElseThrow(() -> session.refuse(
                        404, "There is no such escalation", "The address is wrong; find it in the list."));
    }
}
