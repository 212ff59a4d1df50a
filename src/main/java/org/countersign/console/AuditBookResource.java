package org.countersign.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Set;
import java.util.function.Function;
import org.countersign.caller.Permissions;
import org.countersign.gate.Json;
import org.countersign.ledger.Happenings;
import org.countersign.ledger.SealBook;
import org.countersign.shop.Page;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** {@code /api/admin/audit/seals} and {@code …/events}: what is sealed, and what happened that belongs to no action. */
@Path("/api/admin/audit")
@Produces("application/json")
@RunOnVirtualThread
public class AuditBookResource {

    private static final int USUAL = 20;

    private final Admin admin;
    private final SealBook seals;
    private final Happenings happenings;

    AuditBookResource(Admin admin, SealBook seals, Happenings happenings) {
        this.admin = admin;
        this.seals = seals;
        this.happenings = happenings;
    }

    @GET
    @Path("/seals")
    @Operation(
            summary = "The seals, newest first",
            description = "n:hash of one is a head: keep it elsewhere, and verify against it. With read_audit.")
    @Parameter(name = "limit", in = ParameterIn.QUERY)
    @Parameter(name = "cursor", in = ParameterIn.QUERY)
    public Response seals(@Context UriInfo address) {
        return admin.lacks(Permissions.READ_AUDIT).orElseGet(() -> {
            Asked asked = new Asked(address.getQueryParameters(), Set.of("limit", "cursor"), Set.of());
            Page.Request page = asked.page(USUAL);
            return answer(asked, "seals", () -> seals.page(page), AuditBookResource::seal);
        });
    }

    @GET
    @Path("/events")
    @Operation(
            summary = "What happened that belongs to no action, newest first",
            description = "Calls refused before they became actions (refused), dry runs (rehearsed), unmasked reads"
                    + " (personal_data_read), switched, blocked, unblocked, role_changed, grant_changed, settings_changed and"
                    + " more. kind may be there several times; subject is a person of issuer (default: the caller's). With"
                    + " read_audit.")
    @Parameter(name = "kind", in = ParameterIn.QUERY)
    @Parameter(name = "subject", in = ParameterIn.QUERY)
    @Parameter(name = "issuer", in = ParameterIn.QUERY)
    @Parameter(name = "from", in = ParameterIn.QUERY)
    @Parameter(name = "to", in = ParameterIn.QUERY)
    @Parameter(name = "limit", in = ParameterIn.QUERY)
    @Parameter(name = "cursor", in = ParameterIn.QUERY)
    public Response events(@Context UriInfo address) {
        return admin.lacks(Permissions.READ_AUDIT).orElseGet(() -> {
            EventFilter filter =
                    EventFilter.of(address.getQueryParameters(), admin.caller().issuer(), USUAL);
            return answer(
                    filter.asked(), "events", () -> happenings.alone(filter.query(), filter.page()), ActionJson::event);
        });
    }

    private interface Look<T> {
        Page<T> page();
    }

    private <T> Response answer(Asked asked, String name, Look<T> look, Function<T, @Nullable ObjectNode> row) {
        if (asked.violations().isEmpty()) {
            try {
                Page<T> page = look.page();
                ObjectNode json = Json.object();
                ArrayNode rows = json.putArray(name);
                page.items().forEach(item -> rows.add(row.apply(item)));
                return Response.ok(Json.text(admin.read(ActionSearchResource.paged(json, page))))
                        .build();
            } catch (Page.BadCursor notOurs) {
                asked.wrong("cursor", "must be next_cursor of the page before, with the same filters");
            }
        }
        return ActionSearchResource.wrong(asked);
    }

    private static ObjectNode seal(SealBook.Sealed seal) {
        return Json.object()
                .put("n", seal.n())
                .put("at", seal.at().toString())
                .put("count", seal.count())
                .put("root", seal.root())
                .put("hash", seal.hash())
                .put("head", seal.head());
    }
}
