package org.countersign.lookup;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.TreeSet;
import org.countersign.caller.Caller;
import org.countersign.caller.Grant;
import org.countersign.caller.Grants;
import org.countersign.gate.Budget;
import org.countersign.gate.Json;
import org.countersign.gate.Ledger;
import org.countersign.gate.Used;
import org.countersign.mcp.AnswerSchema;
import org.countersign.mcp.Schema;
import org.countersign.mcp.ShopTool;
import org.countersign.mcp.ToolAnswer;
import org.countersign.mcp.ToolNames;
import org.countersign.shop.Money;
import org.jspecify.annotations.Nullable;

/** The tool {@code get_permissions}: the caller's roles, tools and limits, and what is left of the budgets. */
@ApplicationScoped
class GetPermissions implements ShopTool {

    private final Grants grants;
    private final Ledger ledger;
    private final ToolNames tools;

    GetPermissions(Grants grants, Ledger ledger, ToolNames tools) {
        this.grants = grants;
        this.ledger = ledger;
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
                granted.forEach(grant -> each.add(limits(caller, grant)));
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

    private ObjectNode limits(Caller caller, Grant grant) {
        ObjectNode limits = Json.object().put("role", grant.role());
        money(limits, "max_amount", grant.maxAmount());
        if (grant.maxPercentOfOrder() != null) {
            limits.put("max_percent_of_order", grant.maxPercentOfOrder());
        }
        money(limits, "daily_amount", grant.dailyAmount());
        if (grant.dailyCount() != null) {
            limits.put("daily_count", grant.dailyCount());
        }
        budgets(caller, grant, limits);
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

    private void budgets(Caller caller, Grant grant, ObjectNode limits) {
        Budget budget = Budget.of(grant);
        if (budget.ofCustomer()) {
            ObjectNode customer = limits.putObject("per_customer_30_days");
            money(customer, "amount", grant.perCustomer30DaysAmount());
            if (grant.perCustomer30DaysCount() != null) {
                customer.put("count", grant.perCustomer30DaysCount());
            }
        }
        if (grant.dailyAmount() != null || grant.dailyCount() != null) {
            Used used = ledger.used(new Used.Of(
                    caller.issuer(), caller.subject(), grant.tool(), null, Budget.currency(grant.dailyAmount()), null));
            Budget.Left left = budget.leftToday(used.day());
            ObjectNode today = limits.putObject("left_today");
            money(today, "amount", left.amount());
            if (left.count() != null) {
                today.put("count", left.count());
            }
        }
    }

    private static void money(ObjectNode limits, String name, @Nullable Money money) {
        if (money != null) {
            limits.set(name, Json.money(money));
        }
    }

    private static void texts(ArrayNode array, Iterable<String> texts) {
        texts.forEach(array::add);
    }
}
