package org.countersign.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.countersign.caller.Permissions;
import org.countersign.gate.DueTimes;
import org.countersign.gate.EscalationDesk;
import org.countersign.gate.EscalationDesk.Opened;
import org.countersign.gate.Json;
import org.countersign.gate.Mask;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** {@code /api/admin/shops/{shop}/escalations}: what waits for a person; who takes it, what they say of it, how it ends. */
@Path("/api/admin/shops/{shop}/escalations")
@Produces("application/json")
@RunOnVirtualThread
public class EscalationsResource {

    private static final int AT_MOST = 100;

    private final Admin admin;
    private final EscalationDesk desk;
    private final Handling handling;

    private final DueTimes times;
    private final Clock clock;

    EscalationsResource(Admin admin, EscalationDesk desk, Handling handling, DueTimes times, Clock clock) {
        this.times = times;
        this.clock = clock;
        this.admin = admin;
        this.desk = desk;
        this.handling = handling;
    }

    @GET
    @Operation(
            summary = "What waits for a person",
            description =
                    "The hundred that press most of those that nobody has closed: overdue, due soon, then by urgency and"
                            + " due_at. ?of=mine, nobodys or all (the default).")
    public Response open(@PathParam("shop") String shop, @QueryParam("of") @Nullable String of) {
        Optional<Response> denied = admin.lacks(Permissions.HANDLE_ESCALATIONS, shop);
        if (denied.isPresent()) {
            return denied.get();
        }
        Optional<EscalationDesk.Whose> whose = whose(of);
        if (whose.isEmpty()) {
            return Problem.of(400, "invalid_arguments", "of is mine, nobodys or all.");
        }
        ObjectNode json = Json.object();
        ArrayNode rows = json.putArray("escalations");
        desk.open(whose.get(), admin.caller(), AT_MOST).forEach(opened -> rows.add(row(opened)));
        return shown(json);
    }

    private static Optional<EscalationDesk.Whose> whose(@Nullable String of) {
        String asked = of == null ? "all" : of;
        return Arrays.stream(EscalationDesk.Whose.values())
                .filter(each -> Json.wire(each).equals(asked))
                .findFirst();
    }

    private ObjectNode row(Opened opened) {
        return EscalationJson.row(opened, times.of(opened, clock.instant()));
    }

    private ObjectNode whole(Opened opened) {
        return EscalationJson.whole(opened, times.of(opened, clock.instant()));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One escalation", description = "With its action, its owner and what was said of it.")
    public Response one(@PathParam("shop") String shop, @PathParam("id") String id) {
        return of(shop, id, opened -> shown(admin.read(whole(opened))));
    }

    @POST
    @Path("/{id}/take")
    @Operation(
            summary = "Take an escalation over",
            description = "Also from somebody else, which is recorded. 409 when somebody was faster.")
    public Response take(@PathParam("shop") String shop, @PathParam("id") String id) {
        return of(shop, id, opened -> after(id, desk.take(opened, admin.caller())));
    }

    @POST
    @Path("/{id}/comment")
    @Consumes("application/json")
    @Operation(summary = "Say something about an escalation", description = "{text}, 1 to 2000 characters.")
    public Response comment(@PathParam("shop") String shop, @PathParam("id") String id, String body) {
        return of(shop, id, opened -> {
            String text = Body.of(body, "text").text("text", 2000);
            return after(id, desk.comment(opened, admin.caller(), text));
        });
    }

    @POST
    @Path("/{id}/resolve")
    @Consumes("application/json")
    @Operation(
            summary = "Say that the matter was dealt with",
            description =
                    "{reason}, which the model reads: a case that was handed over is done; a write that was escalated"
                            + " is denied. What keeps an object is released, closed or resumed instead.")
    public Response resolve(@PathParam("shop") String shop, @PathParam("id") String id, String body) {
        return of(shop, id, opened -> {
            String reason = Body.of(body, "reason").reason();
            return handling.resolve(admin.caller(), opened, reason)
                    .map(refusal -> Problem.of(409, Json.wire(refusal.code()), refusal.message() + " " + refusal.fix()))
                    .orElseGet(() -> after(id, true));
        });
    }

    private Response after(String id, boolean done) {
        return done
                ? shown(admin.masked(whole(desk.find(id).orElseThrow())))
                : Problem.of(
                        409,
                        "wrong_state",
                        "It is closed, or somebody took it meanwhile. Look at it as it is now and decide anew.");
    }

    private Response shown(ObjectNode json) {
        boolean masked = admin.lacks(Permissions.SEE_PERSONAL_DATA).isPresent();
        return Response.ok(Json.text(masked ? Mask.over(json) : json)).build();
    }

    private Response of(String shop, String id, Function<Opened, Response> done) {
        Optional<Response> denied = admin.lacks(Permissions.HANDLE_ESCALATIONS, shop);
        if (denied.isPresent()) {
            return denied.get();
        }
        return desk.find(id)
                .map(done)
                .orElseGet(() ->
                        Problem.of(404, "not_found", "There is no such escalation in this shop; find it in the list."));
    }
}
