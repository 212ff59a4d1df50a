package org.countersign.gate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import org.countersign.caller.Grant;
import org.countersign.shop.Money;
import org.jspecify.annotations.Nullable;

/** A grant as it is shown to whom it concerns: its limits, and what is left of them today. */
@ApplicationScoped
public class Allowances {

    private final Ledger ledger;

    Allowances(Ledger ledger) {
        this.ledger = ledger;
    }

    /** For one person, with what is left of the day's budgets. */
    public ObjectNode of(Grant grant, String issuer, String subject) {
        return limits(grant, issuer, subject);
    }

    /** For nobody in particular. */
    public ObjectNode of(Grant grant) {
        return limits(grant, null, null);
    }

    private ObjectNode limits(Grant grant, @Nullable String issuer, @Nullable String subject) {
        ObjectNode limits = Json.object().put("role", grant.role());
        money(limits, "max_amount", grant.maxAmount());
        count(limits, "max_percent_of_order", grant.maxPercentOfOrder());
        money(limits, "daily_amount", grant.dailyAmount());
        count(limits, "daily_count", grant.dailyCount());
        if (Budget.of(grant).ofCustomer()) {
            ObjectNode customer = limits.putObject("per_customer_30_days");
            money(customer, "amount", grant.perCustomer30DaysAmount());
            count(customer, "count", grant.perCustomer30DaysCount());
        }
        if (issuer != null && subject != null && (grant.dailyAmount() != null || grant.dailyCount() != null)) {
            leftToday(grant, issuer, subject, limits.putObject("left_today"));
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
        return grant.requireCase() ? limits.put("require_case", true) : limits;
    }

    private void leftToday(Grant grant, String issuer, String subject, ObjectNode today) {
        Used used = ledger.used(
                new Used.Of(issuer, subject, grant.tool(), null, Budget.currency(grant.dailyAmount()), null));
        Budget.Left left = Budget.of(grant).leftToday(used.day());
        money(today, "amount", left.amount());
        count(today, "count", left.count());
    }

    private static void money(ObjectNode limits, String name, @Nullable Money money) {
        if (money != null) {
            limits.set(name, Json.money(money));
        }
    }

    private static void count(ObjectNode limits, String name, @Nullable Integer count) {
        if (count != null) {
            limits.put(name, count);
        }
    }
}
