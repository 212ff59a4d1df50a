package org.countersign.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.countersign.caller.Grant;
import org.countersign.gate.Json;
import org.countersign.shop.Money;
import org.jspecify.annotations.Nullable;

/** A grant's JSON form (contract, section 10) read into a {@link Grant}; throws on anything malformed. */
final class Terms {

    static Grant grant(RoleGrant row) {
        JsonNode terms = Json.parse(row.terms);
        JsonNode month = terms.path("per_customer_30_days");
        return new Grant(
                row.role,
                row.tool,
                row.version,
                money(terms.get("max_amount")),
                number(terms.get("max_percent_of_order")),
                money(terms.get("daily_amount")),
                number(terms.get("daily_count")),
                money(month.get("amount")),
                number(month.get("count")),
                terms.hasNonNull("min_confidence")
                        ? new BigDecimal(terms.path("min_confidence").asText())
                        : null,
                terms.hasNonNull("confirmation")
                        ? Grant.Confirmation.valueOf(
                                terms.path("confirmation").asText().toUpperCase(Locale.ROOT))
                        : Grant.Confirmation.NONE,
                tiers(terms.path("approvals")),
                terms.path("require_case").asBoolean(false),
                terms.path("service_accounts").asBoolean(false));
    }

    private static List<Grant.Tier> tiers(JsonNode approvals) {
        List<Grant.Tier> tiers = new ArrayList<>();
        for (JsonNode tier : approvals) {
            Money above = money(tier.get("above"));
            if (above == null) {
                throw new IllegalArgumentException("an approval tier names the amount above which it asks");
            }
            tiers.add(new Grant.Tier(above, tier.path("role").asText()));
        }
        tiers.sort(Comparator.comparingLong(tier -> tier.above().minor()));
        return tiers;
    }

    private static @Nullable Money money(@Nullable JsonNode node) {
        return node == null || node.isNull()
                ? null
                : Money.parse(
                        node.path("amount").asText(), node.path("currency").asText());
    }

    private static @Nullable Integer number(@Nullable JsonNode node) {
        return node == null || node.isNull() ? null : node.intValue();
    }

    private Terms() {}
}
