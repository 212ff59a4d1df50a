package org.countersign.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.countersign.caller.Caller;
import org.countersign.caller.Grant;
import org.countersign.caller.Grants;
import org.countersign.caller.Permissions;
import org.countersign.gate.Allowances;
import org.countersign.gate.Blocks;
import org.countersign.gate.Entry;
import org.countersign.gate.Json;
import org.countersign.gate.Ledger;
import org.countersign.mcp.ToolNames;
import org.countersign.shop.Page;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/admin/access}: who could do what up to which amount, and what is left today (contract, section 10). */
@Path("/api/admin/access")
@Produces("application/json")
@RunOnVirtualThread
public class AccessResource {

    private final Admin admin;
    private final Grants grants;
    private final Allowances allowances;
    private final Ledger ledger;
    private final Blocks blocks;
    private final ToolNames tools;

    AccessResource(Admin admin, Grants grants, Allowances allowances, Ledger ledger, Blocks blocks, ToolNames tools) {
        this.admin = admin;
        this.grants = grants;
        this.allowances = allowances;
        this.ledger = ledger;
        this.blocks = blocks;
        this.tools = tools;
    }

    @GET
    @Operation(
            summary = "What a person or a role could do",
            description =
                    "role=… or subject=… (issuer=…: default the caller's). Which roles a person has only their tokens"
                            + " say: they are those of the latest action in the ledger, or given with roles=a,b. Every tool with the"
                            + " limits that apply; for a person also what is left of today's. With manage_grants or read_audit.")
    @APIResponse(responseCode = "200", description = "roles, permissions, decides, tools, blocked")
    @APIResponse(responseCode = "404", description = "The ledger knows no action of this person: give roles")
    public Response access(
            @QueryParam("subject") @Nullable String subject,
            @QueryParam("issuer") @Nullable String issuer,
            @QueryParam("role") @Nullable String role,
            @QueryParam("roles") @Nullable String roles) {
        Optional<Response> denied = admin.lacksBoth(Permissions.MANAGE_GRANTS, Permissions.READ_AUDIT);
        if (denied.isPresent()) {
            return denied.get();
        }
        if ((subject == null) == (role == null) || (role != null && (roles != null || issuer != null))) {
            return Problem.of(400, "invalid_arguments", "Give role, or subject (and issuer, roles), one of the two.");
        }
        return role != null
                ? answer(rights(Json.object().put("role", role), Set.of(role), null))
                : person(
                        String.valueOf(subject), issuer == null ? admin.caller().issuer() : issuer, roles);
    }

    private Response person(String subject, String issuer, @Nullable String given) {
        ObjectNode json = Json.object().put("subject", subject).put("issuer", issuer);
        if (given != null) {
            json.putObject("roles_from").put("source", "given");
            return answer(rights(json, split(given), caller(issuer, subject, split(given), true)));
        }
        List<Entry> latest = ledger.entries(
                        new Ledger.Query(null, null, null, null, issuer, subject), new Page.Request(1, null))
                .items();
        if (latest.isEmpty()) {
            return Problem.of(
                    404,
                    "not_found",
                    "The ledger has no action of this person, so nobody knows their roles. Give them: roles=a,b.");
        }
        Entry last = latest.getFirst();
        json.putObject("roles_from")
                .put("source", "latest_action")
                .put("action_id", last.id())
                .put("at", last.requestedAt().toString());
        Caller caller = caller(issuer, subject, last.who().roles(), !last.who().serviceAccount());
        return answer(rights(json, last.who().roles(), caller));
    }

    private static Set<String> split(String roles) {
        return Arrays.stream(roles.split(","))
                .map(String::strip)
                .filter(role -> !role.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Caller caller(String issuer, String subject, Set<String> roles, boolean person) {
        return new Caller(issuer, subject, null, null, Set.of(), roles, person);
    }

    private static Response answer(ObjectNode json) {
        return Response.ok(Json.text(json)).build();
    }

    private ObjectNode rights(ObjectNode json, Set<String> roles, @Nullable Caller person) {
        new TreeSet<>(roles).forEach(json.putArray("roles")::add);
        Permissions held = grants.permissions(roles);
        new TreeSet<>(held.names()).forEach(json.putArray("permissions")::add);
        ArrayNode decides = json.putArray("decides");
        held.deciders().forEach(each -> {
            ObjectNode row = decides.addObject().put("role", each.role());
            if (each.most() != null) {
                row.set("max_amount", Json.money(each.most()));
            }
        });
        if (person != null) {
            json.put("service_account", !person.person());
            blocks.of(person).ifPresent(blocked -> json.put("blocked", blocked.message()));
        }
        ArrayNode rows = json.putArray("tools");
        tools.inOrder().forEach(tool -> {
            ArrayNode each = rows.addObject().put("tool", tool).putArray("grants");
            granted(roles, tool, person).forEach(each::add);
        });
        return json;
    }

    private List<ObjectNode> granted(Set<String> roles, String tool, @Nullable Caller person) {
        return grants.of(roles, tool).stream()
                .filter(grant -> person == null || person.person() || grant.serviceAccounts())
                .map(grant -> limits(grant, person))
                .toList();
    }

    private ObjectNode limits(Grant grant, @Nullable Caller person) {
        ObjectNode limits =
                person == null ? allowances.of(grant) : allowances.of(grant, person.issuer(), person.subject());
        return limits.put("service_accounts", grant.serviceAccounts());
    }
}
