package org.countersign.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
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
import org.jspecify.annotations.Nullable;

/** Who could do what up to which amount, and what is left today, as its call and its page show it (contract, section 10). */
@ApplicationScoped
class Access {

    private static final int LATELY = 50;

    private final Grants grants;
    private final Allowances allowances;
    private final Ledger ledger;
    private final Blocks blocks;
    private final ToolNames tools;

    Access(Grants grants, Allowances allowances, Ledger ledger, Blocks blocks, ToolNames tools) {
        this.grants = grants;
        this.allowances = allowances;
        this.ledger = ledger;
        this.blocks = blocks;
        this.tools = tools;
    }

    ObjectNode ofRole(String role) {
        return rights(Json.object().put("role", role), Set.of(role), null);
    }

    /**
     * Only a person's tokens say which roles they have.
     *
     * @param given roles, comma-separated; absent: those of their latest action
     * @return nothing, if they are not given and the ledger has no action of theirs
     */
    Optional<ObjectNode> ofPerson(String subject, String issuer, @Nullable String given) {
        ObjectNode json = Json.object().put("subject", subject).put("issuer", issuer);
        if (given != null) {
            json.putObject("roles_from").put("source", "given");
            return Optional.of(rights(json, split(given), caller(issuer, subject, split(given), true)));
        }
        List<Entry> latest = ledger.entries(
                        new Ledger.Query(null, null, null, null, issuer, subject), new Page.Request(1, null))
                .items();
        if (latest.isEmpty()) {
            return Optional.empty();
        }
        Entry last = latest.getFirst();
        json.putObject("roles_from")
                .put("source", "latest_action")
                .put("action_id", last.id())
                .put("at", last.requestedAt().toString());
        Caller caller = caller(issuer, subject, last.who().roles(), !last.who().serviceAccount());
        return Optional.of(rights(json, last.who().roles(), caller));
    }

    /** Persons of the latest actions, each once; without a search, since the ledger is in that order. */
    List<String> lately() {
        return ledger
                .entries(new Ledger.Query(null, null, null, null, null, null), new Page.Request(LATELY, null))
                .items()
                .stream()
                .filter(entry -> !entry.who().serviceAccount())
                .map(entry -> entry.who().subject())
                .distinct()
                .toList();
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
