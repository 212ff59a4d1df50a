package org.countersign.console;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Function;
import org.countersign.caller.Permissions;
import org.countersign.gate.Answer;
import org.countersign.gate.Entry;
import org.countersign.gate.EscalationDesk;
import org.countersign.gate.Gate;
import org.countersign.gate.Json;
import org.countersign.gate.Ledger;
import org.countersign.gate.Rulings;
import org.countersign.ledger.Happenings;
import org.countersign.ledger.OpenActions;
import org.countersign.mcp.WriteAnswers;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** {@code /api/admin/shops/{shop}/actions/{id}}: one action, and what persons rule on one that keeps its object. */
@Path("/api/admin/shops/{shop}/actions/{id}")
@Produces("application/json")
@Consumes("application/json")
@RunOnVirtualThread
public class ActionsResource {

    private final Admin admin;
    private final Ledger ledger;
    private final Rulings rulings;
    private final Gate gate;
    private final Happenings happenings;
    private final OpenActions open;
    private final EscalationDesk desk;

    ActionsResource(
            Admin admin,
            Ledger ledger,
            Rulings rulings,
            Gate gate,
            Happenings happenings,
            OpenActions open,
            EscalationDesk desk) {
        this.happenings = happenings;
        this.open = open;
        this.desk = desk;
        this.admin = admin;
        this.ledger = ledger;
        this.rulings = rulings;
        this.gate = gate;
    }

    @GET
    @Operation(
            summary = "One action and everything that happened to it",
            description =
                    "As get_action shows it, with who asked, arguments, words, steps with requests and answers, approval,"
                            + " trace ids and events. Looking changes nothing: a doubt is not looked at; next_look says when it will"
                            + " be. With handle_escalations or read_audit.")
    public Response one(@PathParam("shop") String shop, @PathParam("id") String id) {
        return admin.lacksBoth(Permissions.HANDLE_ESCALATIONS, Permissions.READ_AUDIT)
                .or(() -> admin.otherShop(shop))
                .orElseGet(() -> ledger.entry(id)
                        .map(entry -> Response.ok(Json.text(admin.read(
                                        ActionJson.whole(entry, happenings.of(id), desk.about(id), open.nextLook(id)))))
                                .build())
                        .orElseGet(ActionsResource::notFound));
    }

    @POST
    @Path("/release")
    @Operation(
            summary = "Release the object of a partly done action or a mismatch",
            description =
                    "{reason}: the matter was dealt with; the action stays what it is, its object takes writes again.")
    public Response release(@PathParam("shop") String shop, @PathParam("id") String id, String body) {
        return rule(shop, id, entry -> {
            Body wanted = Body.of(body, "reason");
            return rulings.release(admin.caller(), entry, wanted.reason());
        });
    }

    @POST
    @Path("/close")
    @Operation(
            summary = "Close a doubt that no look can end",
            description =
                    "{had_effect, reason}: true, it is a mismatch and stays counted; false, it failed and its key is"
                            + " free. It is watched for seven days more.")
    public Response close(@PathParam("shop") String shop, @PathParam("id") String id, String body) {
        return rule(shop, id, entry -> {
            Body wanted = Body.of(body, "had_effect", "reason");
            return rulings.close(admin.caller(), entry, wanted.flag("had_effect"), wanted.reason());
        });
    }

    @POST
    @Path("/resume")
    @Operation(
            summary = "Go on with a partly done action at its first open step",
            description =
                    "With the caller's own grants, through every check; what is left must still be what was planned.")
    public Response resume(@PathParam("shop") String shop, @PathParam("id") String id) {
        return of(shop, id, entry -> {
            Answer answer = gate.resume(admin.caller(), entry);
            return Response.ok(Json.text(admin.masked(WriteAnswers.content(answer))))
                    .build();
        });
    }

    private Response rule(String shop, String id, Function<Entry, Rulings.Ruled> ruling) {
        return of(shop, id, entry -> switch (ruling.apply(entry)) {
            case Rulings.Stands(Entry after) ->
                Response.ok(Json.text(admin.masked(WriteAnswers.content(Answer.stored(after)))))
                        .build();
            case Rulings.Not(var refusal) ->
                Problem.of(409, Json.wire(refusal.code()), refusal.message() + " " + refusal.fix());
        });
    }

    private Response of(String shop, String id, Function<Entry, Response> done) {
        Optional<Response> denied = admin.lacks(Permissions.HANDLE_ESCALATIONS, shop);
        if (denied.isPresent()) {
            return denied.get();
        }
        return ledger.entry(id).map(done).orElseGet(ActionsResource::notFound);
    }

    private static Response notFound() {
        return Problem.of(404, "not_found", "There is no such action in this shop; find it in the list of actions.");
    }
}
