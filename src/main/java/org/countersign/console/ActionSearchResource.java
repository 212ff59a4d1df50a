package org.countersign.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.countersign.caller.Permissions;
import org.countersign.gate.Entry;
import org.countersign.gate.Json;
import org.countersign.gate.Ledger;
import org.countersign.lookup.ActionAnswers;
import org.countersign.shop.Page;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** {@code GET /api/admin/shops/{shop}/actions}: what was asked for and what became of it, newest first. */
@Path("/api/admin/shops/{shop}/actions")
@Produces("application/json")
@RunOnVirtualThread
public class ActionSearchResource {

    private static final int USUAL = 20;

    private final Admin admin;
    private final Ledger ledger;

    ActionSearchResource(Admin admin, Ledger ledger) {
        this.admin = admin;
        this.ledger = ledger;
    }

    @GET
    @Operation(
            summary = "Actions, newest first",
            description =
                    "By any of the filters, all of which must hold. customer_id finds what was done on the customer and"
                            + " on their orders; subject is a person of issuer (default: the caller's); status may be there several"
                            + " times; from and to bound the time of the request. With handle_escalations or read_audit.")
    @Parameter(name = "order_id", in = ParameterIn.QUERY)
    @Parameter(name = "customer_id", in = ParameterIn.QUERY)
    @Parameter(name = "subject", in = ParameterIn.QUERY)
    @Parameter(name = "issuer", in = ParameterIn.QUERY)
    @Parameter(name = "client_id", in = ParameterIn.QUERY)
    @Parameter(name = "tool", in = ParameterIn.QUERY)
    @Parameter(name = "status", in = ParameterIn.QUERY)
    @Parameter(name = "case_id", in = ParameterIn.QUERY)
    @Parameter(name = "from", in = ParameterIn.QUERY)
    @Parameter(name = "to", in = ParameterIn.QUERY)
    @Parameter(name = "limit", in = ParameterIn.QUERY)
    @Parameter(name = "cursor", in = ParameterIn.QUERY)
    @APIResponse(responseCode = "200", description = "actions, and next_cursor when there are more")
    @APIResponse(responseCode = "400", description = "violations names every filter that is wrong")
    public Response find(@PathParam("shop") String shop, @Context UriInfo address) {
        return admin.lacksBoth(Permissions.HANDLE_ESCALATIONS, Permissions.READ_AUDIT)
                .or(() -> admin.otherShop(shop))
                .orElseGet(() -> found(ActionFilter.of(
                        address.getQueryParameters(), admin.caller().issuer(), USUAL)));
    }

    private Response found(ActionFilter filter) {
        if (!filter.asked().violations().isEmpty()) {
            return wrong(filter.asked());
        }
        try {
            Page<Entry> page = ledger.entries(filter.query(), filter.page());
            ObjectNode json = Json.object();
            ArrayNode rows = json.putArray("actions");
            page.items().forEach(entry -> rows.add(row(entry)));
            return Response.ok(Json.text(admin.read(paged(json, page)))).build();
        } catch (Page.BadCursor notOurs) {
            filter.asked().wrong("cursor", "must be next_cursor of the page before, with the same filters");
            return wrong(filter.asked());
        }
    }

    static Response wrong(Asked asked) {
        return PolicyAnswers.problem(
                400, "invalid_arguments", "Nothing was looked for: a filter is wrong.", asked.violations());
    }

    static ObjectNode paged(ObjectNode json, Page<?> page) {
        return page.nextCursor() == null ? json : json.put("next_cursor", page.nextCursor());
    }

    private ObjectNode row(Entry entry) {
        ObjectNode row = ActionAnswers.summary(admin.caller(), entry);
        row.withObject("/requested_by").put("client_id", entry.who().clientId());
        return row;
    }
}
