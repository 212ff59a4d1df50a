package org.countersign.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.countersign.gate.Figures;
import org.countersign.gate.Json;
import org.countersign.gate.ShopSettings;
import org.countersign.gate.Status;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** {@code /api/admin/shops/{shop}/today}: the start page's numbers. */
@Path("/api/admin/shops/{shop}/today")
@Produces("application/json")
@RunOnVirtualThread
public class TodayResource {

    private final Admin admin;
    private final Figures figures;

    TodayResource(Admin admin, Figures figures) {
        this.admin = admin;
        this.figures = figures;
    }

    @GET
    @Operation(
            summary = "How the shop stands",
            description =
                    "Today by the shop's time zone: actions by status and hour, money that moved or may have moved, what"
                            + " waits for persons; and the last 14 days by status. Some seconds old, the days before today up to a"
                            + " minute. With manage_grants, read_audit, handle_escalations or switch_writes.")
    @APIResponse(responseCode = "200", description = "The numbers")
    @APIResponse(responseCode = "503", description = "The shop's settings cannot be read")
    public Response today(@PathParam("shop") String shop) {
        Optional<Response> denied = admin.lacksAll(Overview.ANY_OF).or(() -> admin.otherShop(shop));
        if (denied.isPresent()) {
            return denied.get();
        }
        try {
            return Response.ok(Json.text(json(Overview.of(figures)))).build();
        } catch (ShopSettings.Unreadable spoilt) {
            return Problem.of(
                    503,
                    "unavailable",
                    "The shop's settings cannot be read, so nobody knows when its day begins. PUT good ones.");
        }
    }

    static ObjectNode json(Overview overview) {
        Figures.Day today = overview.today();
        ObjectNode json = Json.object().put("date", today.date().toString()).put("time_zone", today.timeZone());
        json.set("results", results(overview.byStatus(overview.on(today.date()))));
        ArrayNode hours = json.putArray("by_hour");
        for (int hour = 0; hour < 24; hour++) {
            Map<Status, Long> sums = overview.byStatus(overview.at(hour));
            if (!sums.isEmpty()) {
                hours.addObject().put("hour", hour).set("results", results(sums));
            }
        }
        ArrayNode moved = json.putArray("moved");
        today.moved()
                .forEach(each -> moved.addObject()
                        .put("kind", Json.wire(each.kind()))
                        .put("actions", each.actions())
                        .set("amount", Json.money(each.money())));
        json.set("waiting", waiting(overview.waiting()));
        ArrayNode days = json.putArray("days");
        overview.dates()
                .forEach(date -> days.addObject()
                        .put("date", date.toString())
                        .set("results", results(overview.byStatus(overview.on(date)))));
        return json;
    }

    private static ObjectNode results(Map<Status, Long> sums) {
        ObjectNode json = Json.object();
        sums.forEach((status, number) -> json.put(Json.wire(status), number));
        return json;
    }

    private static ObjectNode waiting(Figures.Waiting waiting) {
        ObjectNode json = Json.object().put("approvals", waiting.approvals());
        time(json, "first_due", waiting.dueFirst());
        json.put("doubts", waiting.doubts());
        time(json, "oldest_doubt", waiting.oldestDoubt());
        json.put("escalations", waiting.escalations()).put("overdue", waiting.overdue());
        time(json, "oldest_escalation", waiting.oldestCase());
        return json;
    }

    private static void time(ObjectNode json, String name, @Nullable Instant at) {
        if (at != null) {
            json.put(name, at.toString());
        }
    }
}
