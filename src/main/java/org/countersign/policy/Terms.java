package org.countersign.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.countersign.caller.Grant;
import org.countersign.gate.Json;
import org.countersign.shop.Money;
import org.jspecify.annotations.Nullable;

/** A grant's JSON form (contract, section 10) read into a {@link Grant}; throws on anything malformed. */
final class Terms {

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

    static Grant grant(RoleGrant row) {
        JsonNode terms = object(Json.parse(row.terms), NAMES);
        JsonNode month = object(
                terms.hasNonNull("per_customer_30_days") ? terms.path("per_customer_30_days") : Json.object(),
                Set.of("amount", "count"));
        return new Grant(
                row.role,
                row.tool,
                row.version,
                money(terms.path("max_amount")),
                number(terms.path("max_percent_of_order")),
                money(terms.path("daily_amount")),
                number(terms.path("daily_count")),
                money(month.path("amount")),
                number(month.path("count")),
                confidence(terms.path("min_confidence")),
                terms.hasNonNull("confirmation")
                        ? Grant.Confirmation.valueOf(
                                terms.path("confirmation").asText().toUpperCase(Locale.ROOT))
                        : Grant.Confirmation.NONE,
                tiers(terms.path("approvals")),
                flag(terms.path("require_case")),
                flag(terms.path("service_accounts")));
    }

    private static List<Grant.Tier> tiers(JsonNode approvals) {
        if (!absent(approvals) && !approvals.isArray()) {
            throw malformed(approvals);
        }
        List<Grant.Tier> tiers = new ArrayList<>();
        for (JsonNode tier : approvals) {
            Money above = money(object(tier, Set.of("above", "role")).path("above"));
            if (above == null || !tier.path("role").isTextual()) {
                throw malformed(tier);
            }
            tiers.add(new Grant.Tier(above, tier.path("role").asText()));
        }
        tiers.sort(Comparator.comparingLong(tier -> tier.above().minor()));
        return tiers;
    }

    static @Nullable Money money(JsonNode node) {
        return absent(node)
                ? null
                : Money.parse(
                        object(node, Set.of("amount", "currency"))
                                .path("amount")
                                .asText(),
                        node.path("currency").asText());
    }

    static @Nullable Integer number(JsonNode node) {
        if (!absent(node) && !node.isInt()) {
            throw malformed(node);
        }
        return absent(node) ? null : node.intValue();
    }

    private static @Nullable BigDecimal confidence(JsonNode node) {
        if (!absent(node) && !node.isNumber()) {
            throw malformed(node);
        }
        return absent(node) ? null : new BigDecimal(node.asText());
    }

    static boolean flag(JsonNode node) {
        if (!absent(node) && !node.isBoolean()) {
            throw malformed(node);
        }
        return node.asBoolean(false);
    }

    /** A limit under a misspelt name would be no limit. */
    static JsonNode object(JsonNode node, Set<String> names) {
        if (!node.isObject() || node.properties().stream().anyMatch(property -> !names.contains(property.getKey()))) {
            throw malformed(node);
        }
        return node;
    }

    static boolean absent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    static IllegalArgumentException malformed(JsonNode node) {
        return new IllegalArgumentException("malformed terms or settings: " + node);
    }

    private Terms() {}
}
