package org.countersign.console;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.countersign.caller.Permissions;
import org.countersign.policy.Changed;
import org.countersign.policy.PolicyBook;
import org.countersign.policy.Standing;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** {@code /api/admin/shops/{shop}/settings}: windows, ceilings, narrowed reasons (contract, section 10). */
@Path("/api/admin/shops/{shop}/settings")
@Produces("application/json")
@RunOnVirtualThread
public class SettingsResource {

    private final Admin admin;
    private final PolicyBook book;
    private final PolicyAnswers answers;

    SettingsResource(Admin admin, PolicyBook book, PolicyAnswers answers) {
        this.admin = admin;
        this.book = book;
        this.answers = answers;
    }

    @GET
    @Operation(
            summary = "The shop's settings",
            description = "All of them, also those that have their default; no ceiling is absent.")
    public Response settings(@PathParam("shop") String shop) {
        return admin.reads(shop).orElseGet(() -> shown(book.standing()));
    }

    @PUT
    @Consumes("application/json")
    @Operation(
            summary = "Change the shop's settings",
            description = "{time_zone?, ceiling? {amount, currency}, refund_window_days?, refunds_per_order?,"
                    + " return_window_days?, exchange_window_days?, changes_per_order?, returns_per_order?, notify_customer?,"
                    + " approval_hours?, reasons? {tool: [reason]}}: all of them; what is absent has its default. If-Match"
                    + " with the ETag.")
    @APIResponse(responseCode = "200", description = "As they stand")
    @APIResponse(responseCode = "400", description = "violations names everything that is wrong")
    @APIResponse(responseCode = "412", description = "They were changed since")
    @APIResponse(responseCode = "428", description = "If-Match is missing")
    public Response change(
            @PathParam("shop") String shop,
            @QueryParam("reason") @Nullable String reason,
            @Context HttpHeaders headers,
            String body) {
        Optional<Response> denied = admin.lacks(Permissions.MANAGE_GRANTS, shop);
        if (denied.isPresent()) {
            return denied.get();
        }
        return switch (book.settings(answers.edit(admin.caller(), headers, reason), PolicyAnswers.json(body))) {
            case Changed.Not not -> PolicyAnswers.refused(not);
            case Changed.Done(Standing now, var changes) -> shown(now);
        };
    }

    private static Response shown(Standing now) {
        return PolicyAnswers.ok(now.draft().settings(), now.settingsTag());
    }
}
