package org.countersign.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.countersign.caller.Grant;
import org.countersign.gate.Json;
import org.countersign.shop.Money;
import org.jspecify.annotations.Nullable;

/** A grant's JSON form (contract, section 10) and a {@link Grant}: read strictly, written in one normal form. */
final class Terms {

    static final String ENABLED = "enabled";

    private static final Set<String> NAMES = Set.of(
            "max_amount",
            "max_percent_of_order",
            "daily_amount",
            "daily_count",
            "per_customer_30_days",
            "min_confidence",
            "confirmation",
            "approvals",
            "require_case",
            "service_accounts");

    private static final Set<String> WITH_ENABLED = with(ENABLED);

    private static Set<String> with(String name) {
        Set<String> names = new HashSet<>(NAMES);
        names.add(name);
        return Set.copyOf(names);
    }

    /** @throws IllegalArgumentException for anything malformed: what nobody understands grants nothing */
    static Grant grant(RoleGrant row) {
        List<Violation> wrong = new ArrayList<>();
        Grant grant = grant(row.role, row.tool, row.version, new Form("", Json.parse(row.terms), NAMES, wrong));
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException("malformed terms of " + row.role + " for " + row.tool + ": " + wrong);
        }
        return grant;
    }

    /** As an administrator writes it, with {@code enabled}; in normal form if there is nothing wrong with it. */
    static ObjectNode normal(String path, String role, String tool, JsonNode written, List<Violation> wrong) {
        Form form = new Form(path, written, WITH_ENABLED, wrong);
        boolean enabled = form.flag(ENABLED);
        return json(enabled, grant(role, tool, 0, form));
    }

    /** The normal form, from {@link #normal}, as a grant; whoever is not enabled has none. */
    static Grant grant(String role, String tool, long version, JsonNode normal) {
        return grant(role, tool, version, new Form("", normal, WITH_ENABLED, new ArrayList<>()));
    }

    private static Grant grant(String role, String tool, long version, Form form) {
        Form month = form.form("per_customer_30_days", Set.of("amount", "count"));
        return new Grant(
                role,
                tool,
                version,
                form.money("max_amount"),
                form.whole("max_percent_of_order", 0, 100),
                form.money("daily_amount"),
                form.whole("daily_count", 0, Integer.MAX_VALUE),
                month.money("amount"),
                month.whole("count", 0, Integer.MAX_VALUE),
                form.share("min_confidence"),
                confirmation(form),
                tiers(form),
                form.flag("require_case"),
                form.flag("service_accounts"));
    }

    private static Grant.Confirmation confirmation(Form form) {
        String written = form.text("confirmation");
        if (written == null) {
            return Grant.Confirmation.NONE;
        }
        for (Grant.Confirmation each : Grant.Confirmation.values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(written)) {
                return each;
            }
        }
        form.wrong("confirmation", "must be one of none, model, requester, other_person");
        return Grant.Confirmation.OTHER_PERSON;
    }

    private static List<Grant.Tier> tiers(Form form) {
        List<Grant.Tier> tiers = new ArrayList<>();
        for (Form written : form.list("approvals", Set.of("above", "role"))) {
            Money above = written.money("above");
            String role = written.text("role");
            if (!written.has("above")) {
                written.wrong("above", "is missing: the amount above which somebody decides");
            }
            if (role == null) {
                written.wrong("role", "is missing: the role that decides");
            }
            if (above != null && role != null) {
                tiers.add(new Grant.Tier(above, role));
            }
        }
        if (tiers.stream().map(tier -> tier.above().currency()).distinct().count() > 1) {
            form.wrong("approvals", "must be in one currency");
        }
        tiers.sort(Comparator.comparingLong(tier -> tier.above().minor()));
        return tiers;
    }

    static ObjectNode json(boolean enabled, Grant grant) {
        ObjectNode json = Json.object().put(ENABLED, enabled);
        money(json, "max_amount", grant.maxAmount());
        count(json, "max_percent_of_order", grant.maxPercentOfOrder());
        money(json, "daily_amount", grant.dailyAmount());
        count(json, "daily_count", grant.dailyCount());
        if (grant.perCustomer30DaysAmount() != null || grant.perCustomer30DaysCount() != null) {
            ObjectNode month = json.putObject("per_customer_30_days");
            money(month, "amount", grant.perCustomer30DaysAmount());
            count(month, "count", grant.perCustomer30DaysCount());
        }
        BigDecimal confidence = grant.minConfidence();
        if (confidence != null) {
            json.put(
                    "min_confidence",
                    new BigDecimal(confidence.stripTrailingZeros().toPlainString()));
        }
        json.put("confirmation", Json.wire(grant.confirmation()));
        if (!grant.approvals().isEmpty()) {
            var tiers = json.putArray("approvals");
            grant.approvals()
                    .forEach(tier -> ((ObjectNode) tiers.addObject().set("above", Json.money(tier.above())))
                            .put("role", tier.role()));
        }
        if (grant.requireCase()) {
            json.put("require_case", true);
        }
        return grant.serviceAccounts() ? json.put("service_accounts", true) : json;
    }

    static void money(ObjectNode json, String name, @Nullable Money money) {
        if (money != null) {
            json.set(name, Json.money(money));
        }
    }

    private static void count(ObjectNode json, String name, @Nullable Integer count) {
        if (count != null) {
            json.put(name, count);
        }
    }

    private Terms() {}
}
