package org.countersign.lookup;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.TreeSet;
import org.countersign.caller.Caller;
import org.countersign.caller.Grant;
import org.countersign.caller.Grants;
import org.countersign.gate.Json;
import org.countersign.mcp.AnswerSchema;
import org.countersign.mcp.Schema;
import org.countersign.mcp.ShopTool;
import org.countersign.mcp.ToolAnswer;
import org.countersign.mcp.ToolNames;
import org.countersign.shop.Money;

/** The tool {@code get_permissions}: the caller's roles, tools and limits. */
@ApplicationScoped
class GetPermissions implements ShopTool {

    private final Grants grants;
    private final ToolNames tools;

    GetPermissions(Grants grants, ToolNames tools) {
        this.grants = grants;
        this.tools = tools;
    }

    @Override
    public Spec spec() {
        Schema limit = Schema.answer("one grant: its role and its limits; without a limit there is none");
        Schema tool = Schema.answer("")
                .optional("tool", Schema.text(""))
                .optional("grants", Schema.list("one of them must allow the whole action", limit));
        return new Spec(
                "get_permissions",
                "See what you may do",
                """
                Shows the signed-in person's roles, the tools they may use and up to which amounts. Look here before you \
                promise something to a customer. Example: {}.""",
                Schema.object(""),
                AnswerSchema.base("the roles, and how many tools")
                        .optional("roles", Schema.list("", Schema.text("")))
                        .optional("scopes", Schema.list("of the token", Schema.text("")))
                        .optional("permissions", Schema.list("beside tools", Schema.text("")))
                        .optional("tools", Schema.list("", tool)),
                Effect.READ,
                false);
    }

    @Override
    public ToolAnswer call(Caller caller, ObjectNode arguments) {
        ObjectNode content = Json.object();
        ArrayNode rows = Json.object().putArray("tools");
        for (String name : tools.inOrder()) {
            List<Grant> granted = grants.of(caller.roles(), name).stream()
                    .filter(grant -> caller.person() || grant.serviceAccounts())
                    .toList();
            if (!granted.isEmpty()) {
                ArrayNode each = rows.addObject().put("tool", name).putArray("grants");
                granted.forEach(grant -> each.add(limits(grant)));
            }
        }
        content.put(
                "summary",
                "Roles: " + (caller.roles().isEmpty() ? "none" : String.join(", ", new TreeSet<>(caller.roles())))
                        + "; " + rows.size() + " tools.");
        texts(content.putArray("roles"), new TreeSet<>(caller.roles()));
        texts(content.putArray("scopes"), new TreeSet<>(caller.scopes()));
        texts(
                content.putArray("permissions"),
                new TreeSet<>(grants.permissions(caller.roles()).names()));
        content.set("tools", rows);
        return ToolAnswer.of(content);
    }

    private static ObjectNode limits(Grant grant) {
        ObjectNode limits = Json.object().put("role", grant.role());
        money(limits, "max_amount", grant.maxAmount());
        if (grant.maxPercentOfOrder() != null) {
            limits.put("max_percent_of_order", grant.maxPercentOfOrder());
        }
        money(limits, "daily_amount", grant.dailyAmount());
        if (grant.dailyCount() != null) {
            limits.put("daily_count", grant.dailyCount());
        }
        if (grant.minConfidence() != null) {
            limits.put("min_confidence", grant.minConfidence());
        }
        limits.put("confirmation", Json.wire(grant.confirmation()));
        if (!grant.approvals().isEmpty()) {
            ArrayNode tiers = limits.putArray("approvals");
            grant.approvals()
                    .forEach(tier -> tiers.addObject().put("role", tier.role()).set("above", Json.money(tier.above())));
        }
        if (grant.requireCase()) {
            limits.put("require_case", true);
        }
        return limits;
    }

    private static void money(ObjectNode limits, String name, @org.jspecify.annotations.Nullable Money money) {
        if (money != null) {
            limits.set(name, Json.money(money));
        }
    }

    private static void texts(ArrayNode array, Iterable<String> texts) {
        texts.forEach(array::add);
    }
}
