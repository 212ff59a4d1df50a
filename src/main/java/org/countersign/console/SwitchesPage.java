package org.countersign.console;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.countersign.caller.Permissions;
import org.countersign.gate.SwitchedOff;
import org.countersign.policy.BlockBoard;
import org.jspecify.annotations.Nullable;

/**
 * {@code /console/switches}: what is off, for everybody to see; and the switches and blocks themselves for those who may.
 * Switching off asks for no new sign-in: whoever sees something burn must not have to look for a password first.
 */
@Path(SwitchesPage.PATH)
@Produces(Notice.HTML)
@RunOnVirtualThread
public class SwitchesPage {

    static final String PATH = "/console/switches";

    private static final int LONGEST = 500;

    private static final Map<String, String> SAID = Map.of(
            "off", "It is off: nothing more is sent that this stops.",
            "on", "It is on again.",
            "blocked", "They are cut off: nothing more is sent for them.",
            "lifted", "The block is lifted.");

    private final Session session;
    private final Turning turning;
    private final Cutting cutting;
    private final SwitchedOff switches;

    SwitchesPage(Session session, Turning turning, Cutting cutting, SwitchedOff switches) {
        this.session = session;
        this.turning = turning;
        this.cutting = cutting;
        this.switches = switches;
    }

    @GET
    public Response page(@QueryParam("said") @Nullable String said) {
        session.enter(Place.SWITCHES);
        return shown(200, SAID.getOrDefault(said == null ? "" : said, ""), Typed.NOTHING);
    }

    @POST
    @Path("turn")
    public Response turn(
            @FormParam("scope") @Nullable String scope,
            @FormParam("position") @Nullable String position,
            @FormParam("reason") @Nullable String reason) {
        mayChange();
        Typed form = reasoned(
                Typed.of("turn", Map.of("scope", ApprovalPages.normal(scope), "reason", ApprovalPages.normal(reason))),
                true);
        if (!turning.scopes().contains(form.value("scope"))) {
            form = form.but("scope", "Choose what to switch.");
        }
        if (!"on".equals(position) && !"off".equals(position)) {
            form = form.but("scope", "Say whether to switch it off or on.");
        }
        if (!form.isGood()) {
            return shown(400, "", form);
        }
        boolean on = "on".equals(position);
        if (on) {
            session.mustBeRecent(PATH, form.value("reason"));
        }
        turning.turn(session.caller(), form.value("scope"), on, form.value("reason"));
        return done(on ? "on" : "off");
    }

    @POST
    @Path("block")
    public Response block(
            @FormParam("kind") @Nullable String kind,
            @FormParam("name") @Nullable String name,
            @FormParam("issuer") @Nullable String issuer,
            @FormParam("until") @Nullable String until,
            @FormParam("reason") @Nullable String reason) {
        mayChange();
        Typed form = BlockForm.checked(kind, name, issuer, until, reason);
        Instant end = null;
        try {
            end = form.value("until").isEmpty() ? null : cutting.until(BlockForm.utc(form.value("until")));
        } catch (Cutting.BadTime bad) {
            form = form.but("until", "Give a time to come, by the clock of UTC, or none.");
        }
        form = reasoned(form, true);
        if (!form.isGood()) {
            return shown(400, "", form);
        }
        session.mustBeRecent(PATH, form.value("reason"));
        BlockBoard.Whom whom = BlockForm.whom(form, session.caller());
        Optional<String> not = cutting.cut(session.caller(), whom, end, form.value("reason"));
        return not.isPresent() ? shown(409, "", form.but("name", not.get())) : done("blocked");
    }

    @POST
    @Path("lift")
    public Response lift(@FormParam("block") @Nullable String key, @FormParam("reason") @Nullable String reason) {
        mayChange();
        Typed form = reasoned(
                Typed.of("lift", Map.of("block", ApprovalPages.normal(key), "reason", ApprovalPages.normal(reason))),
                false);
        if (!form.isGood()) {
            return shown(400, "", form);
        }
        session.mustBeRecent(PATH, form.value("reason"));
        String why = form.value("reason").isEmpty() ? null : form.value("reason");
        boolean lifted = blocks().stream()
                .filter(row -> row.key().equals(form.value("block")))
                .findFirst()
                .map(row -> cutting.lift(session.caller(), row.whom(), why))
                .orElse(false);
        return lifted
                ? done("lifted")
                : shown(409, "", form.but("block", "It was lifted before; nothing was changed."));
    }

    private void mayChange() {
        session.enter(Place.SWITCHES);
        session.needs(Permissions.SWITCH_WRITES);
    }

    private static Typed reasoned(Typed form, boolean required) {
        String reason = form.value("reason");
        return Body.fits(reason, LONGEST) || (!required && reason.isEmpty())
                ? form
                : form.but("reason", "Say why, in 1 to " + LONGEST + " characters; nothing was changed.");
    }

    private static Response done(String said) {
        return Response.seeOther(URI.create(PATH + "?said=" + said)).build();
    }

    private Response shown(int status, String done, Typed typed) {
        Permissions permissions = session.permissions();
        boolean may = permissions.has(Permissions.SWITCH_WRITES);
        SwitchesView view = new SwitchesView(
                switches.off().stream().map(OffLine::of).toList(),
                may ? turning.positions().stream().map(SwitchesView.Turned::of).toList() : List.of(),
                may ? choices(typed.value("turn", "scope")) : List.of(),
                may || permissions.has(Permissions.READ_AUDIT) ? blocks() : null,
                done,
                typed);
        return Response.status(status)
                .entity(SwitchTemplates.switches(session.frame(Place.SWITCHES, "Switches and blocks"), view)
                        .render())
                .build();
    }

    private List<SwitchesView.Choice> choices(String chosen) {
        return turning.scopes().stream()
                .map(scope -> new SwitchesView.Choice(scope, OffLine.scope(scope), scope.equals(chosen)))
                .toList();
    }

    private List<BlockRow> blocks() {
        return cutting.all().stream().map(BlockRow::of).toList();
    }
}
