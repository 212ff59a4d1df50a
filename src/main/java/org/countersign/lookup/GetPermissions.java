package org.countersign.lookup;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.TreeSet;
import org.countersign.caller.Caller;
import org.countersign.caller.Grant;
import org.countersign.caller.Grants;
import org.countersign.gate.Allowances;
import org.countersign.gate.Json;
import org.countersign.mcp.AnswerSchema;
import org.countersign.mcp.Schema;
import org.countersign.mcp.ShopTool;
import org.countersign.mcp.ToolAnswer;
import org.countersign.mcp.ToolNames;

/** The tool {@code get_permissions}: the caller's roles, tools and limits, and what is left of the budgets. */
@ApplicationScoped
class GetPermissions implements ShopTool {

    private final Grants grants;
    private final Allowances allowances;
    private final ToolNames tools;

    GetPermissions(Grants grants, Allowances allowances, ToolNames tools) {
        this.grants = grants;
        this.allowances = allowances;
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
                Shows the signed-in person's roles, the tools they may use, up to which amounts, and what is left of daily budgets. Look here, not at an order, before you \
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
                granted.forEach(grant -> each.add(allowances.of(grant, caller.issuer(), caller.subject())));
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

    private static void texts(ArrayNode array, Iterable<String> texts) {
        texts.forEach(array::add);
    }
}
