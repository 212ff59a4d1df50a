package org.countersign.console;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.countersign.caller.Permissions;
import org.countersign.gate.Json;
import org.countersign.gate.UnmaskedReads;
import org.countersign.ledger.Audit;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** {@code /api/admin/audit}: is everything as it was written, and all of it to take away (contract, section 9). */
@Path("/api/admin/audit")
@RunOnVirtualThread
public class AuditResource {

    private final Admin admin;
    private final Audit audit;
    private final UnmaskedReads reads;

    AuditResource(Admin admin, Audit audit, UnmaskedReads reads) {
        this.reads = reads;
        this.admin = admin;
        this.audit = audit;
    }

    @GET
    @Path("/verify")
    @Produces("application/json")
    @Operation(
            summary = "Check the whole audit",
            description =
                    "Finds changed, removed, swapped and cut events, and reports what is unsealed. head: n:hash of"
                            + " a seal seen outside of the database.")
    public Response verify(@QueryParam("head") @Nullable String head) {
        Optional<Response> denied = admin.lacks(Permissions.READ_AUDIT);
        if (denied.isPresent()) {
            return denied.get();
        }
        try {
            return Response.ok(Json.text(audit.verify(blank(head), events -> {}).json()))
                    .build();
        } catch (IllegalArgumentException noHead) {
            return Problem.of(400, "invalid_arguments", String.valueOf(noHead.getMessage()));
        }
    }

    @GET
    @Path("/export")
    @Produces(Exported.TYPE)
    @Operation(
            summary = "Export the audit as JSON Lines",
            description =
                    "Seals made since and until (RFC 3339) with their events; without until also what is unsealed."
                            + " docs/audit.md tells how to check it without this server. It has the words, unmasked, so that"
                            + " it leaves an event.")
    public Response export(@QueryParam("since") @Nullable String since, @QueryParam("until") @Nullable String until) {
        Optional<Response> denied = admin.lacks(Permissions.READ_AUDIT);
        if (denied.isPresent()) {
            return denied.get();
        }
        Instant from;
        Instant to;
        try {
            from = time(since);
            to = time(until);
        } catch (DateTimeException malformed) {
            return Problem.of(
                    400,
                    "invalid_arguments",
                    "since and until are times such as 2026-11-21T00:00:00Z (RFC 3339, UTC).");
        }
        reads.everything(admin.caller(), "audit/export");
        return Exported.lines(audit, from, to).build();
    }

    private static @Nullable Instant time(@Nullable String text) {
        String given = blank(text);
        return given == null ? null : Instant.parse(given);
    }

    private static @Nullable String blank(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
